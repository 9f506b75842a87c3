"""What was watched, by whom, and when most at once: tables, files and a page to print."""
