from privacy.data_map import columns

FIELDS = {
    "User": columns(
        internal="id is_active date_joined groups user_permissions",
        personal="username email name name_en last_login",
        secret="password",
    ),
    "Organisation": columns(public="code name name_en level parent", internal="id"),
    "Post": columns(public="organisation role", internal="id group"),
}
