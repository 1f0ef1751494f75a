"""How good the results are, measured: run with ``python -m benchmarks``. Each module holds one measurement."""
