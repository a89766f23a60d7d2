"""KUBE Desktop: register groups, record aid, print papers, send data to the province."""

__version__ = "0.1.0"
