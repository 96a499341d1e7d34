"""Drawings of the models of atoms: sheets of carbon, metal sites, crystals, metals and adsorbates."""
