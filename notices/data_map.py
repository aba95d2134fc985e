from privacy.data_map import columns

FIELDS = {
    # what one person is told, of cases that are not public
    "Notice": columns(
        internal="id kind key title title_en text text_en lines url created_at read_at mailed_at",
        personal="recipient",
    ),
    "Preference": columns(internal="id mail language", personal="user"),
}
