"""The wording of the example's papers, one module for each folder below `policies/`."""
