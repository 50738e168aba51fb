using WalletCore.Crash.App;
using WalletCore.Storage;

namespace WalletCore.Crash.Tests.Damage;

/// <summary>
/// What becomes of a damaged file in the hands of a host that opens it, verifies it, reads all of it and goes on writing. Any exception but
/// the two that are documented ends the examination, and its test.
/// </summary>
internal sealed class Examination
{
    private static readonly TimeSpan PatienceMax = TimeSpan.FromMinutes(1);

    private readonly List<string> _seen = [];
    private bool _hasRefused;
    private bool _hasFindings;
    private string? _wrong;

    /// <summary>What was seen, step by step, for a test to look for what it expects.</summary>
    public string Seen => string.Join('\n', _seen);

    /// <summary>What is wrong although nothing said so; null when nothing is.</summary>
    public string? SilentlyWrong => _hasRefused || _hasFindings ? null : _wrong;

    /// <summary>Whether nothing was refused, nothing found and nothing wrong.</summary>
    public bool IsUnharmed => !_hasRefused && !_hasFindings && _wrong is null;

    public static async Task<Examination> OfAsync(string file, DamagedBooks books, bool mayBeEarlier = false)
    {
        var examination = new Examination();
        await Task.Run(() => examination.RunAsync(file, books, mayBeEarlier)).WaitAsync(PatienceMax);
        return examination;
    }

    private async Task RunAsync(string file, DamagedBooks books, bool mayBeEarlier)
    {
        await using var store = DamagedBooks.Open(file);
        Ledger? opened = null;
        await StepAsync("open", async () =>
        {
            opened = await Ledger.OpenAsync(store, DamagedBooks.Options);
            return "done";
        });
        if (opened is not { } ledger)
        {
            return;
        }

        await using (ledger)
        {
            var isEarlier = false;
            await StepAsync("verify", async () =>
            {
                var report = await ledger.VerifyAsync();
                _hasFindings |= !report.IsClean;
                isEarlier = mayBeEarlier && report.IsClean && IsEarlier(report, books);
                return report.IsClean ? "clean" : string.Join(", ", report.Findings.Select(finding => $"{finding.Code}@{finding.Sequence}").Distinct());
            });
            await StepAsync("read", async () =>
            {
                var difference = books.Picture.FirstDifference(await Picture.TakeAsync(ledger));
                _wrong ??= difference is null || isEarlier ? null : $"read: {difference}";
                return difference is null ? "the same" : isEarlier ? "an earlier moment" : $"different: {difference}";
            });
            await WriteAsync(ledger, isEarlier);
        }
    }

    private async Task WriteAsync(Ledger ledger, bool isEarlier)
    {
        await StepAsync("replay", async () => Expect(
            isEarlier || await ledger.TransferAsync(DamagedBooks.Transfer(5)) is { IsPosted: true, Replayed: true }, "a key posted again"));
        await StepAsync("refused before", async () => Expect(
            isEarlier || IsTheKeptRefusal(await ledger.WithdrawAsync(DamagedBooks.TooMuch())), "a kept refusal forgotten"));
        await StepAsync("limit", async () => Expect(
            isEarlier || (await ledger.WithdrawAsync(new Withdraw(Workload.Wallet(6), Money.EUR(91m)))).Refusal?.Code == RefusalCode.LimitExceeded, "past the limit of the day"));
        await StepAsync("pay", async () => Expect((await ledger.TransferAsync(new Transfer(Workload.Wallet(8), Workload.Wallet(9), Money.EUR(1m)) { Key = "new" })).IsPosted, "refused"));
        await StepAsync("buy", async () => Expect((await ledger.PostAsync(Workload.Buy(10, 11, Money.EUR(1m), "new-buy"))).IsPosted, "refused"));
        await StepAsync("freeze", async () => Expect((await ledger.FreezeAsync(new Freeze(Workload.Wallet(1), Money.EUR(1m)))).IsPosted, "refused"));
        await StepAsync("open wallet again", async () => Expect((await ledger.OpenWalletAsync(new OpenWallet("w-39") { Currency = Currency.EUR, AccountNumber = "DE-39" })).Receipt is { AlreadyOpen: true }, "a second wallet"));
        await StepAsync("verify again", async () =>
        {
            var report = await ledger.VerifyAsync();
            _hasFindings |= !report.IsClean;
            return report.IsClean ? "clean" : string.Join(", ", report.Findings.Select(finding => $"{finding.Code}@{finding.Sequence}").Distinct());
        });
    }

    /// <summary>The same refusal, or that the key belongs to another command: nothing is posted in either case.</summary>
    private static bool IsTheKeptRefusal(Outcome<Receipt> outcome) => outcome.Replayed || outcome.Refusal?.Code == RefusalCode.IdempotencyConflict;

    private string Expect(bool holds, string otherwise)
    {
        _wrong ??= holds ? null : otherwise;
        return holds ? "right" : $"wrong: {otherwise}";
    }

    /// <summary>What SQLite finds when the end of its log is gone: all up to some commit, and nothing after it.</summary>
    private static bool IsEarlier(VerificationReport report, DamagedBooks books) =>
        report.LastSequence == 0 || (books.Links.TryGetValue(report.LastSequence, out var link) && string.Equals(link, report.ChainHash, StringComparison.Ordinal));

    /// <summary>Opening a ledger with a rule that the file knows otherwise is documented as an <see cref="ArgumentException"/>.</summary>
    private static bool IsOfAChangedRule(string what, Exception refusal) =>
        what == "open" && refusal is ArgumentException && refusal.Message.Contains("has posted in this ledger with another definition", StringComparison.Ordinal);

    private async Task StepAsync(string what, Func<Task<string>> act)
    {
        try
        {
            _seen.Add($"{what}: {await act()}");
        }
        catch (Exception refusal) when (refusal is WalletStoreException { IsTransient: false } or LedgerIntegrityException || IsOfAChangedRule(what, refusal))
        {
            _hasRefused = true;
            _seen.Add($"{what}: {refusal.GetType().Name.Replace("SqliteStoreException", nameof(WalletStoreException), StringComparison.Ordinal)}: {refusal.Message}");
        }
    }
}
