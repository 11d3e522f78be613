"""Whether transformers reads what Lyceum writes by the class that config.json names: python classes.py SOURCES WRITTEN

For every folder of WRITTEN, the class in 'architectures' loads it and the folder of the same name in SOURCES. No array may be missing,
left over or of another shape, and every parameter, heads included, must be the same. Ends with 1 where one folder fails.
"""
import json
import logging
import os
import pathlib
import sys

os.environ.update(HF_HUB_OFFLINE="1", TRANSFORMERS_VERBOSITY="error")
import torch
import transformers

logging.disable(logging.WARNING)
transformers.utils.logging.disable_progress_bar()
print(f"transformers {transformers.__version__}, torch {torch.__version__}")


def load(folder, name):
    model, report = getattr(transformers, name).from_pretrained(folder, output_loading_info=True, local_files_only=True)
    return model.state_dict(), {key: value for key, value in report.items() if value}


wrong = 0
for folder in sorted(path for path in pathlib.Path(sys.argv[2]).iterdir() if (path / "config.json").exists()):
    source = pathlib.Path(sys.argv[1]) / folder.name
    try:
        name = json.loads((folder / "config.json").read_text())["architectures"][0]
        wanted, usual = load(source, name)
        found, report = load(folder, name)
        other = [key for key in wanted if key not in found or not torch.equal(wanted[key], found[key])]
        ok = not other and report == usual
        print(f"{'ok  ' if ok else 'FAIL'} {folder.name:24} {name:32} {len(found)} arrays, {len(other)} other{'' if report == usual else f', {report}'}", flush=True)
    except Exception as e:
        ok = False
        print(f"FAIL {folder.name:24} {type(e).__name__}: {str(e)[:200]}", flush=True)
    wrong += not ok
sys.exit(wrong > 0)
