"""The .kube file: keys, encryption, signature, records."""
