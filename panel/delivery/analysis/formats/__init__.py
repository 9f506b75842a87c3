"""What coded video and audio say of themselves at their beginning."""
