"""Reports that scripts/sign-report signs for the stories of the oracle: good ones, and ones that must not count."""

import base64
import hashlib
import importlib.machinery
import importlib.util
import json
import sys
from pathlib import Path

from coincurve import PrivateKey

SCRIPT = Path(__file__).parent.parent / "sign-report"
VECTORS = Path(__file__).parent.parent.parent / "contracts/oracle/tests/signed_reports.json"
# the native chain of the stories, and the oracle on it
CHAIN = "cosmos-testnet-14002"
CONTRACT = "cosmwasm1nc5tatafv6eyq7llkr2gv50ff9e22mnf70qgjlv737ktmt4eswrqt8utkp"
TIME = 1_700_000_600
ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141


def feeder():
    loader = importlib.machinery.SourceFileLoader("sign_report", str(SCRIPT))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("sign_report", loader))
    sys.dont_write_bytecode = True
    loader.exec_module(module)
    return module


def atom(price: str, time: int) -> list:
    return [{"asset": {"native": "uatom"}, "price": price, "time": str(time)}]


def other_form(report: dict) -> dict:
    """The same signature with the other `s`: it verifies too, and must not count."""
    signature = base64.b64decode(report["signature"])
    s = ORDER - int.from_bytes(signature[32:], "big")
    signature = signature[:32] + s.to_bytes(32, "big")
    return report | {"signature": base64.b64encode(signature).decode()}


def vectors() -> dict:
    signed = feeder().signed
    keys = [PrivateKey(hashlib.sha256(f"ballast story {n}".encode()).digest()) for n in range(3)]
    prices = ["9.86", "9.87", "9.88"]
    good = [signed(key, CHAIN, CONTRACT, n, atom(prices[n], TIME)) for n, key in enumerate(keys)]
    first, price = keys[0], atom("9.87", TIME)
    return {
        "chain_id": CHAIN,
        "contract": CONTRACT,
        "time": TIME,
        "keys": [base64.b64encode(key.public_key.format()).decode() for key in keys],
        "reports": good,
        "other_chain": signed(first, "ballast-1", CONTRACT, 0, price),
        "other_contract": signed(first, CHAIN, "wasm1other", 0, price),
        "high_s": other_form(signed(first, CHAIN, CONTRACT, 0, price)),
        "ahead": signed(first, CHAIN, CONTRACT, 0, atom("9.87", TIME + 11)),
    }


def main() -> None:
    made = json.dumps(vectors(), indent=2) + "\n"
    if "--write" in sys.argv:
        VECTORS.write_text(made)
    elif VECTORS.read_text() != made:
        sys.exit(f"{VECTORS.name} is not what the feeder signs: run scripts/check-signed-reports --write")
    print("the feeder's signatures are those of the stories")


if __name__ == "__main__":
    main()
