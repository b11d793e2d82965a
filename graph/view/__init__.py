"""The network as one self-contained HTML file."""
