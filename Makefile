# Thin on purpose: the work is in scripts/make.py, which Windows users call directly.
PYTHON ?= python3
ARGS ?=

.PHONY: help demo lab test check bench engine lock clean
help:
	@"$(PYTHON)" scripts/make.py help

demo lab test check bench engine lock clean:
	@"$(PYTHON)" scripts/make.py $@ $(ARGS)
