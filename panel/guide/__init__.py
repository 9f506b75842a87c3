"""The programme guide: imported from XMLTV, kept in the database, asked by players."""
