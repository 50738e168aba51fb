using WalletCore.Crash.App;
using WalletCore.Crash.Tests.Support;
using WalletCore.Storage;
using Xunit.Abstractions;

namespace WalletCore.Crash.Tests;

/// <summary>The host may not write where the file is, or the place is gone.</summary>
[Collection(nameof(Heavy))]
public sealed class NoAccess(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => _folder.File("wallets.db");

    public void Dispose() => _folder.Dispose();

    [OtherUserTheory]
    [InlineData("file", "444", "777", "read-only")]
    [InlineData("folder", "666", "555", "read-only")]
    [InlineData("file and folder", "444", "555", "read-only")]
    [InlineData("unreadable file", "000", "777", "cannot be opened")]
    [InlineData("unreadable folder", "666", "000", "cannot be opened")]
    public async Task A_user_who_may_not_write_gets_a_clear_refusal_and_changes_nothing(string what, string fileMode, string folderMode, string message)
    {
        await WriteAsync(File);
        var before = await System.IO.File.ReadAllBytesAsync(File);
        SetMode(File, fileMode);
        SetMode(_folder.Path, folderMode);

        using var app = CrashApp.Start(
            Mode.Probe, File, "probe", 0, 0,
            "setpriv", $"--reuid={OtherUserTheoryAttribute.User}", $"--regid={OtherUserTheoryAttribute.User}", "--clear-groups", "env", "HOME=/tmp");
        await app.EndedAsync(TimeSpan.FromMinutes(1));

        output.WriteLine($"{what}:\n{string.Join('\n', app.Lines)}");
        var refusals = app.Lines.Where(line => line.Contains("Exception", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(refusals);
        Assert.All(refusals, line => Assert.Contains("StoreException", line, StringComparison.Ordinal));
        Assert.Contains(refusals, line => line.Contains(message, StringComparison.Ordinal));
        SetMode(_folder.Path, "777");
        Assert.Equal(before, await System.IO.File.ReadAllBytesAsync(File));
    }

    [MountFact]
    public async Task A_disk_that_becomes_read_only_refuses_and_goes_on_when_it_is_writable_again()
    {
        using var disk = new SmallDisk(8_000);
        var file = disk.File("wallets.db");
        await WriteAsync(file);
        disk.SetReadOnly(true);
        await using (var store = WorkloadStore.Open(file, Mode.Probe))
        {
            var refusal = await Assert.ThrowsAnyAsync<WalletStoreException>(async () =>
            {
                await using var ledger = await Ledger.OpenAsync(store, Workload.Options);
                await ledger.DepositAsync(Deposit("ro"));
            });
            output.WriteLine(refusal.Message);
            Assert.False(refusal.IsTransient);

            disk.SetReadOnly(false);
            await using var again = await Ledger.OpenAsync(store, Workload.Options);
            Assert.True((await again.DepositAsync(Deposit("rw"))).IsPosted);
        }

        await Inspection.RunAsync(file, [new Acknowledgement("first", 2, ""), new Acknowledgement("rw", 3, "")]);
    }

    [Fact]
    public async Task A_folder_that_vanishes_takes_no_answer_with_it()
    {
        await WriteAsync(File);
        await using var store = WorkloadStore.Open(File, Mode.Probe);
        await using var ledger = await Ledger.OpenAsync(store, Workload.Options);
        Assert.True((await ledger.DepositAsync(Deposit("before"))).IsPosted);

        Directory.Delete(_folder.Path, recursive: true);

        var refusal = await Assert.ThrowsAnyAsync<WalletStoreException>(async () => await ledger.DepositAsync(Deposit("after")));
        output.WriteLine(refusal.Message);
        Assert.False(refusal.IsTransient);
        Assert.Contains("no longer there", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("wallets.db")]
    [InlineData("wallets.db-wal")]
    public async Task A_file_that_is_deleted_takes_no_answer_with_it(string name)
    {
        await WriteAsync(File);
        await using var store = WorkloadStore.Open(File, Mode.Probe);
        await using var ledger = await Ledger.OpenAsync(store, Workload.Options);
        Assert.True((await ledger.DepositAsync(Deposit("before"))).IsPosted);

        System.IO.File.Delete(_folder.File(name));

        var refusal = await Assert.ThrowsAnyAsync<WalletStoreException>(async () => await ledger.DepositAsync(Deposit("after")));
        output.WriteLine(refusal.Message);
        Assert.False(refusal.IsTransient);
        Assert.Contains("no longer there", refusal.Message, StringComparison.Ordinal);
    }

    private static Deposit Deposit(string key) => new(Workload.Wallet(0), Money.FromMinor(Workload.DepositMinor, Currency.EUR)) { Key = key };

    private static async Task WriteAsync(string file)
    {
        await using var store = WorkloadStore.Open(file, Mode.Probe);
        await using var ledger = await Ledger.OpenAsync(store, Workload.Options);
        (await ledger.OpenWalletAsync(new OpenWallet("w-0") { Currency = Currency.EUR })).ValueOrThrow();
        (await ledger.DepositAsync(Deposit("first"))).ValueOrThrow();
    }

    private static void SetMode(string path, string octal)
    {
        if (!OperatingSystem.IsWindows())
        {
            System.IO.File.SetUnixFileMode(path, (UnixFileMode)Convert.ToInt32(octal, 8));
        }
    }
}
