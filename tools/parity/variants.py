"""Encoders with other settings than the reference checkpoints have: a settings file for the program that makes these
(encoders.py --settings variants.py --out DIR, with transformers 4.57.6). `lyceum verify DIR` compares all of them.
"""
SEED = 777
LENGTHS = [1, 3, 22, 33]
IMAGES = 3
LM_GRADIENTS = None
_bert = dict(hidden_size=48, num_hidden_layers=2, num_attention_heads=6, intermediate_size=64, max_position_embeddings=80, pad_token_id=0)
_roberta = _bert | dict(max_position_embeddings=82, type_vocab_size=1, layer_norm_eps=1e-6)
_llama = dict(hidden_size=48, num_hidden_layers=2, num_attention_heads=6, num_key_value_heads=3, intermediate_size=60, max_position_embeddings=128, rms_norm_eps=1e-5)
L = "LlamaForCausalLM"
_v = dict(hidden_size=48, num_hidden_layers=2, num_attention_heads=3, intermediate_size=40, image_size=28, patch_size=7)
_t = dict(hidden_size=48, num_hidden_layers=2, num_attention_heads=3, intermediate_size=40, max_position_embeddings=34)
FAMILIES = {
 "bert-relu": dict(type="bert", head="BertForPreTraining", tokenizer="bert-uncased", vocab=440, types=2, config=_bert | dict(hidden_act="relu", layer_norm_eps=1e-4)),
 "bert-mlm": dict(type="bert", head="BertForMaskedLM", tokenizer="bert-uncased", vocab=440, types=2, dtype="bfloat16", config=_bert | dict(hidden_act="gelu_new")),
 "roberta-16": dict(type="roberta", head="RobertaForMaskedLM", tokenizer="roberta", vocab=420, dtype="float16", shard="60KB", config=_roberta | dict(hidden_act="silu")),
 "mpnet-40": dict(type="mpnet", head="MPNetForMaskedLM", tokenizer="mpnet", vocab=440, config=_bert | dict(max_position_embeddings=82, relative_attention_num_buckets=40)),
 "distil-relu": dict(type="distilbert", head="DistilBertForMaskedLM", tokenizer="distil-cased", vocab=440, config=dict(dim=48, n_layers=2, n_heads=3, hidden_dim=40, max_position_embeddings=64, activation="relu", sinusoidal_pos_embds=True)),
 "albert-inner": dict(type="albert", head="AlbertForMaskedLM", tokenizer="albert", vocab=440, types=2, config=_bert | dict(num_hidden_layers=6, embedding_size=16, num_hidden_groups=3, inner_group_num=2, hidden_act="gelu")),
 "electra-same": dict(type="electra", head="ElectraForMaskedLM", tokenizer="bert-uncased", vocab=440, types=2, config=_bert | dict(embedding_size=48)),
 "electra-gen": dict(type="electra", head="ElectraForMaskedLM", tokenizer="bert-uncased", vocab=440, types=2, config=_bert | dict(embedding_size=30)),
 "modernbert-bias": dict(type="modernbert", head="ModernBertForMaskedLM", tokenizer="modernbert", vocab=440, attention=[0, 1], config=dict(hidden_size=48, num_hidden_layers=5, num_attention_heads=6, intermediate_size=50, max_position_embeddings=128, local_attention=7, global_attn_every_n_layers=2, global_rope_theta=9000.0, local_rope_theta=None, norm_eps=1e-6, attention_bias=True, mlp_bias=True, norm_bias=True, classifier_bias=True, decoder_bias=False, hidden_activation="silu", classifier_activation="relu", reference_compile=False)),
 "deberta-c2p": dict(type="deberta-v2", head="DebertaV2ForMaskedLM", tokenizer="deberta-v2", vocab=440, config=_bert | dict(relative_attention=True, position_buckets=-1, max_relative_positions=6, norm_rel_ebd="none", share_att_key=False, pos_att_type="c2p", position_biased_input=True, type_vocab_size=2)),
 "deberta-p2c": dict(type="deberta-v2", head="DebertaV2ForMaskedLM", tokenizer="deberta-v2", vocab=440, config=_bert | dict(relative_attention=True, position_buckets=6, max_relative_positions=30, norm_rel_ebd="layer_norm", share_att_key=False, pos_att_type="p2c|c2p", position_biased_input=False, type_vocab_size=0, conv_kernel_size=5, conv_groups=2, conv_act="tanh")),
 "llama-yarn": dict(type="llama", head=L, tokenizer="llama2", vocab=560, decoder=True, config=_llama | dict(rope_theta=10000.0, attention_bias=True, mlp_bias=True, hidden_act="gelu", rope_scaling=dict(rope_type="yarn", factor=4.0, original_max_position_embeddings=32, beta_fast=32, beta_slow=1))),
 "llama-linear": dict(type="llama", head=L, tokenizer="llama2", vocab=560, decoder=True, dtype="bfloat16", shard="80KB", config=_llama | dict(head_dim=10, rope_scaling=dict(rope_type="linear", factor=3.0), tie_word_embeddings=True)),
 "llama-dynamic": dict(type="llama", head=L, tokenizer="llama2", vocab=560, decoder=True, config=_llama | dict(rope_scaling=dict(rope_type="dynamic", factor=2.0))),
 "llama-yarn2": dict(type="llama", head=L, tokenizer="llama2", vocab=560, decoder=True, config=_llama | dict(max_position_embeddings=64, rope_scaling=dict(rope_type="yarn", factor=2.0, attention_factor=1.3, beta_fast=8, beta_slow=2))),
 "llama-yarn3": dict(type="llama", head=L, tokenizer="llama2", vocab=560, decoder=True, config=_llama | dict(max_position_embeddings=64, rope_scaling=dict(rope_type="yarn", factor=3.0, original_max_position_embeddings=32))),
 "mistral-none": dict(type="mistral", head="MistralForCausalLM", tokenizer="llama2-legacy", vocab=560, decoder=True, config=_llama | dict(sliding_window=None, head_dim=12)),
 "mistral-3": dict(type="mistral", head="MistralForCausalLM", tokenizer="llama2-legacy", vocab=560, decoder=True, config=_llama | dict(sliding_window=3)),
 "qwen2-window": dict(type="qwen2", head="Qwen2ForCausalLM", tokenizer="qwen", vocab=420, decoder=True, config=_llama | dict(num_hidden_layers=4, use_sliding_window=True, sliding_window=5, max_window_layers=2)),
 "qwen3-bias": dict(type="qwen3", head="Qwen3ForCausalLM", tokenizer="qwen-eos", vocab=420, decoder=True, config=_llama | dict(head_dim=6, attention_bias=True, use_sliding_window=True, sliding_window=4, max_window_layers=1, rope_scaling=dict(rope_type="yarn", factor=4.0, original_max_position_embeddings=32))),
 "gemma-gelu": dict(type="gemma", head="GemmaForCausalLM", tokenizer="gemma", vocab=560, decoder=True, config=_llama | dict(head_dim=16, num_key_value_heads=2, hidden_act="gelu", attention_bias=True)),
 "gemma3-two": dict(type="gemma3_text", head="Gemma3ForCausalLM", tokenizer="gemma", vocab=560, decoder=True, bidirectional=False, attention=[0, 1], config=_llama | dict(num_hidden_layers=5, head_dim=8, query_pre_attn_scalar=20, sliding_window=5, sliding_window_pattern=2, final_logit_softcapping=3.0)),
 "gemma3-both": dict(type="gemma3_text", head="Gemma3TextModel", bare=True, tokenizer="gemma", vocab=560, left=True, attention=[0, 1], lm=False, config=_llama | dict(num_hidden_layers=3, head_dim=8, query_pre_attn_scalar=20, sliding_window=9, sliding_window_pattern=2, use_bidirectional_attention=True)),
 "phi3-long": dict(type="phi3", head="Phi3ForCausalLM", tokenizer="llama2", vocab=560, decoder=True, config=_llama | dict(partial_rotary_factor=1.0, tie_word_embeddings=True, original_max_position_embeddings=64, sliding_window=6, rope_scaling=dict(type="longrope", short_factor=[1.0, 1.1, 1.3, 1.7], long_factor=[2.0, 3.0, 4.0, 5.0]))),
 "olmo2-bias": dict(type="olmo2", head="Olmo2ForCausalLM", tokenizer="neox", vocab=420, decoder=True, config=_llama | dict(attention_bias=True, tie_word_embeddings=True)),
 "gpt2-inverse": dict(type="gpt2", head="GPT2LMHeadModel", tokenizer="gpt2", vocab=420, decoder=True, config=dict(n_embd=48, n_layer=3, n_head=4, n_positions=64, scale_attn_by_inverse_layer_idx=True, activation_function="gelu")),
 "gpt2-unscaled": dict(type="gpt2", head="GPT2LMHeadModel", tokenizer="gpt2", vocab=420, decoder=True, config=dict(n_embd=48, n_layer=2, n_head=4, n_positions=64, scale_attn_weights=False, activation_function="relu", tie_word_embeddings=False)),
 "neox-serial": dict(type="gpt_neox", head="GPTNeoXForCausalLM", tokenizer="neox", vocab=420, decoder=True, config=_bert | dict(num_attention_heads=4, max_position_embeddings=128, rotary_pct=0.25, use_parallel_residual=False, attention_bias=False, hidden_act="gelu_fast")),
 "t5-gated": dict(type="t5", head="T5ForConditionalGeneration", encoder="T5EncoderModel", tokenizer="t5", vocab=440, config=dict(d_model=48, d_kv=6, d_ff=50, num_layers=2, num_decoder_layers=3, num_heads=6, relative_attention_num_buckets=32, relative_attention_max_distance=128, feed_forward_proj="gated-silu", tie_word_embeddings=False)),
 "mt5-tied": dict(type="mt5", head="MT5ForConditionalGeneration", encoder="MT5EncoderModel", tokenizer="t5", vocab=440, config=dict(d_model=48, d_kv=6, d_ff=50, num_layers=2, num_decoder_layers=2, num_heads=3, relative_attention_num_buckets=8, relative_attention_max_distance=20, tie_word_embeddings=True)),
 "umt5-tied": dict(type="umt5", head="UMT5ForConditionalGeneration", encoder="UMT5EncoderModel", tokenizer="t5", vocab=440, config=dict(d_model=48, d_kv=6, d_ff=50, num_layers=2, num_decoder_layers=2, num_heads=3, feed_forward_proj="relu")),
 "bart-plain": dict(type="bart", head="BartForConditionalGeneration", encoder="BartModel.encoder", tokenizer="bart", vocab=420, config=dict(d_model=48, encoder_layers=2, decoder_layers=3, encoder_attention_heads=6, decoder_attention_heads=3, encoder_ffn_dim=40, decoder_ffn_dim=44, max_position_embeddings=70, activation_function="relu")),

 "vit-nobias": dict(type="vit", image="ViTModel", config=_v | dict(qkv_bias=False, hidden_act="relu")),
 "vit-30": dict(type="vit", image="ViTModel", config=_v | dict(image_size=30, pooler_act="relu", layer_norm_eps=1e-6)),
 "dino-swiglu": dict(type="dinov2", image="Dinov2Model", config=dict(hidden_size=48, num_hidden_layers=2, num_attention_heads=6, mlp_ratio=3, image_size=28, patch_size=7, use_swiglu_ffn=True, qkv_bias=False, layerscale_value=0.3)),
 "dino-30": dict(type="dinov2", image="Dinov2Model", config=dict(hidden_size=48, num_hidden_layers=2, num_attention_heads=6, mlp_ratio=3, image_size=30, patch_size=7)),
 "beit-plain": dict(type="beit", image="BeitModel", config=_v | dict(vocab_size=50, use_relative_position_bias=False, use_absolute_position_embeddings=True, use_mean_pooling=False, layer_scale_init_value=0.0, out_indices=[0,1])),
 "beit-shared": dict(type="beit", image="BeitModel", config=_v | dict(vocab_size=50, use_shared_relative_position_bias=True, use_absolute_position_embeddings=False, use_mean_pooling=True, layer_scale_init_value=0.2, use_mask_token=True, out_indices=[0,1])),
 "mae-plain": dict(type="vit_mae", image="ViTMAEForPreTraining", config=_v | dict(decoder_hidden_size=24, decoder_num_hidden_layers=1, decoder_num_attention_heads=3, decoder_intermediate_size=20, mask_ratio=0.75, norm_pix_loss=False, qkv_bias=False)),
 "swin-pad": dict(type="swin", image="SwinModel", config=dict(image_size=40, patch_size=4, embed_dim=12, depths=[2, 2], num_heads=[2, 4], window_size=4, mlp_ratio=2.0)),
 "clip-gelu": dict(type="clip", dual="CLIPModel", tokenizer="clip", vocab=640, config=dict(projection_dim=16, text_config=_t | dict(hidden_act="gelu"), vision_config=_v | dict(hidden_act="gelu"))),
 "siglip-2": dict(type="siglip", dual="SiglipModel", tokenizer="siglip", vocab=440, config=dict(text_config=_t | dict(projection_size=48), vision_config=_v | dict(hidden_act="gelu", image_size=30))),
}
