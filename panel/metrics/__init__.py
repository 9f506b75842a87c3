"""What Prometheus is told: figures of the newest tick and of the process, with a bounded number of labels."""
