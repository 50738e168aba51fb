namespace WalletCore.Sqlite.Tests.Storing;

public sealed class OptionsTests
{
    public static TheoryData<string, Action<SqliteWalletStoreOptions>> Wrong => new()
    {
        { "Path", o => o.Path = null },
        { "Path", o => o.Path = " " },
        { "Path", o => o.Path = ":memory:" },
        { "Path", o => o.ConnectionString = "Data Source=x" },
        { "Synchronous", o => o.Synchronous = 0 },
        { "BusyTimeout", o => o.BusyTimeout = TimeSpan.FromSeconds(-1) },
        { "BusyTimeout", o => o.BusyTimeout = TimeSpan.FromHours(2) },
        { "CacheSizeBytes", o => o.CacheSizeBytes = 1 },
        { "WalCheckpointBytes", o => o.WalCheckpointBytes = 0 },
        { "ReaderPoolMax", o => o.ReaderPoolMax = 0 },
        { "KeyRunLength", o => o.KeyRunLength = -1 },
        { "BalanceLagMax", o => o.BalanceLagMax = -1 },
        { "BalanceLagMax", o => o.BalanceLagMax = SqliteWalletStoreOptions.BalanceLagMaxLimit + 1 },
        { "TimeProvider", o => o.TimeProvider = null! },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_setting_out_of_range_is_refused_by_name(string name, Action<SqliteWalletStoreOptions> set)
    {
        var options = new SqliteWalletStoreOptions { Path = "wallets.db" };
        set(options);

        var fault = Assert.Throws<ArgumentException>(() => new SqliteWalletStore(options));

        Assert.Equal(name, fault.ParamName);
    }

    [Fact]
    public void Nothing_is_opened_before_the_first_use()
    {
        var path = Path.Combine(Path.GetTempPath(), "walletcore-never-made.db");
        _ = new SqliteWalletStore(path);
        Assert.False(File.Exists(path));
    }
}
