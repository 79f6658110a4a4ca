"""A flow that does nothing: what Prefect itself costs for a run on a server that is there."""

from prefect import flow


@flow
def nothing() -> None:
    """Nothing."""


if __name__ == "__main__":
    nothing()
