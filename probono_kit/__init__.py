"""Toolkit for short GIS and data missions to small NGOs: maps, tables, forms, bundles."""
