"""What arrives, looked at as ETSI TR 101 290 has it: faults, and what a stream consists of."""

from panel.delivery.analysis.analyzer import Analyzer
from panel.delivery.analysis.indicators import Indicator, Tally
from panel.delivery.analysis.report import AudioFormat, ElementaryStream, Programme, Report, VideoFormat

__all__ = [
    "Analyzer",
    "AudioFormat",
    "ElementaryStream",
    "Indicator",
    "Programme",
    "Report",
    "Tally",
    "VideoFormat",
]
