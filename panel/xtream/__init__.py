"""What players ask besides the streams themselves, in the conventions of Xtream Codes.

There is no standard. The shapes are those that XUI answers and that its clients read: https://pypi.org/project/pyxtream/,
https://github.com/ektotv/xtream-api, https://github.com/4gray/iptvnator.
"""
