namespace WalletCore.Tests.Shared.PostgreSql;

/// <summary>How a private cluster runs.</summary>
internal sealed record PostgreSqlServerOptions
{
    /// <summary>
    /// Whether a commit waits for the disk; on by default. A test that ends no machine loses nothing without it: a killed server's writes are
    /// in the operating system's hands. Off is several times faster.
    /// </summary>
    public bool Fsync { get; init; } = true;

    /// <summary>Lines for <c>postgresql.conf</c>, over the fixture's own.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Where the cluster's own folder is made; null: the system's folder for temporary files.</summary>
    public string? Folder { get; init; }

    internal IEnumerable<string> Configuration(int port)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["listen_addresses"] = "'127.0.0.1'",
            ["port"] = FormattableString.Invariant($"{port}"),
            ["unix_socket_directories"] = "''",
            ["max_connections"] = "200",
            ["shared_buffers"] = "128MB",
            ["fsync"] = Fsync ? "on" : "off",
            ["full_page_writes"] = Fsync ? "on" : "off",
            ["log_line_prefix"] = "'%m [%p] %a %e '",
        };
        foreach (var (name, value) in Settings)
        {
            settings[name] = value;
        }

        return settings.Select(setting => $"{setting.Key} = {setting.Value}");
    }
}
