"""Whether sentence-transformers reads what Lyceum writes: python readers.py DIR

Every folder below DIR that holds golden.json is loaded and its three texts are embedded, each alone. Prints the largest difference
from the vectors that Lyceum computed when it wrote the folder, and ends with 1 where one is above 1e-5.
"""
import json
import logging
import os
import pathlib
import sys

os.environ.update(HF_HUB_OFFLINE="1", TOKENIZERS_PARALLELISM="false", TRANSFORMERS_VERBOSITY="error")
import numpy
import sentence_transformers
import torch
import transformers

logging.disable(logging.WARNING)
torch.set_num_threads(1)
print(f"sentence-transformers {sentence_transformers.__version__}, transformers {transformers.__version__}, torch {torch.__version__}")
wrong = 0
for golden in sorted(pathlib.Path(sys.argv[1]).glob("**/golden.json")):
    name = golden.parent.relative_to(sys.argv[1])
    try:
        expected = json.loads(golden.read_text())
        model = sentence_transformers.SentenceTransformer(str(golden.parent), device="cpu", local_files_only=True)
        found = numpy.stack([model.encode(text) for text in expected["texts"]])
        difference = float(numpy.abs(found - numpy.array(expected["vectors"])).max())
        ok = difference <= 1e-5
        print(f"{'ok  ' if ok else 'FAIL'} {str(name):24} {difference:.1e}", flush=True)
    except Exception as e:
        ok = False
        print(f"FAIL {str(name):24} {type(e).__name__}: {str(e)[:200]}", flush=True)
    wrong += not ok
sys.exit(wrong > 0)
