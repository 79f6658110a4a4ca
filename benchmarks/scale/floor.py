"""The floor of reading: unpack main document, headers and footers of every Word file and parse them, over so many processes.

python -m benchmarks.scale.floor FOLDER PROCESSES
"""

import sys
import zipfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from lxml import etree


def parsed(path: str) -> int:
    """Parse one file; how many parts it had."""
    count = 0
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name == "word/document.xml" or name.startswith(("word/header", "word/footer")):
                etree.fromstring(archive.read(name))
                count += 1
    return count


def main(folder: str, processes: int) -> None:
    """Parse every Word file below a folder."""
    paths = [str(path) for path in Path(folder).rglob("*.docx") if zipfile.is_zipfile(path)]
    with ProcessPoolExecutor(processes) as pool:
        print(sum(pool.map(parsed, paths, chunksize=50)))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
