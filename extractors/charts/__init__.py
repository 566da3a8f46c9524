"""Charts read from their vectors, each value with a certificate: an interval, and label and drawing that agree."""
