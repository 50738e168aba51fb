using System.Reflection;
using WalletCore.Ledgers.Tests.Support;

namespace WalletCore.Ledgers.Tests.Hostile;

public class A_hostile_command
{
    [Theory]
    [OnEveryStore]
    public async Task With_any_text_in_any_field_is_kept_to_the_letter_or_refused(string store)
    {
        await using var books = await HostileLedger.OpenAsync(store);
        var parties = await HostileLedger.FillAsync(books);
        var (kept, refused) = (0, 0);
        foreach (var kind in AnyCommand.Kinds)
        {
            foreach (var field in AnyCommand.Fields(kind, typeof(string)))
            {
                foreach (var text in NastyTexts.All)
                {
                    var outcome = await HostileLedger.AskAsync(books, AnyCommand.With(AnyCommand.Of(kind, parties), field, text));
                    if (outcome is { Receipt: { } receipt })
                    {
                        if (receipt.TransactionId == default)
                        {
                            // A wallet that was open already: nothing was posted.
                            continue;
                        }

                        kept++;
                        await AssertKeptAsync(books, receipt.TransactionId, field, text);
                    }
                    else
                    {
                        refused++;
                        Assert.True((outcome?.Refusal?.Message.Length ?? 0) < 2_500, $"The refusal of {field.Name} of {kind.Name} repeats what it was sent.");
                    }
                }
            }
        }

        Assert.True(kept > 500, $"Only {kept} commands were posted: the test no longer shows what it says.");
        Assert.True(refused > 500, $"Only {refused} commands were refused: the test no longer shows what it says.");
        await AssertUnharmedAsync(books);
    }

    [Theory]
    [OnEveryStore]
    public async Task With_a_malformed_text_is_never_posted(string store)
    {
        await using var books = await HostileLedger.OpenAsync(store);
        var parties = await HostileLedger.FillAsync(books);
        foreach (var kind in AnyCommand.Kinds)
        {
            foreach (var field in AnyCommand.Fields(kind, typeof(string)))
            {
                foreach (var text in NastyTexts.Malformed)
                {
                    var outcome = await HostileLedger.AskAsync(books, AnyCommand.With(AnyCommand.Of(kind, parties), field, text));
                    Assert.False(outcome is { IsPosted: true }, $"{kind.Name} was posted with {Uri.EscapeDataString(text.Replace('\ud800', '?').Replace('\udc00', '?'))} in {field.Name}.");
                }
            }
        }

        await AssertUnharmedAsync(books);
    }

    [Theory]
    [OnEveryStore]
    public async Task With_any_amount_in_any_field_moves_only_what_is_there(string store)
    {
        await using var books = await HostileLedger.OpenAsync(store);
        var parties = await HostileLedger.FillAsync(books);
        Money[] amounts =
        [
            default, Money.EUR(0m), Money.EUR(-1m), Money.FromMinor(Int128.MaxValue, Currency.EUR), Money.FromMinor(Int128.MinValue, Currency.EUR),
            Money.FromMinor(long.MaxValue, Currency.EUR), Money.FromMinor((Int128)long.MaxValue + 1, Currency.EUR),
            Money.FromMinor(Int128.MaxValue, Currency.JPY), Money.USD(1m), Money.FromMinor(1, Currency.EUR),
        ];
        foreach (var kind in AnyCommand.Kinds)
        {
            foreach (var field in AnyCommand.Fields(kind, typeof(Money)))
            {
                foreach (var amount in amounts)
                {
                    var outcome = await HostileLedger.AskAsync(books, AnyCommand.With(AnyCommand.Of(kind, parties), field, amount));
                    Assert.False(
                        outcome is { IsPosted: true } && field.Name.Contains("<Amount>", StringComparison.Ordinal) && !amount.IsPositive && amount != default,
                        $"{kind.Name} was posted with {amount}.");
                }
            }
        }

        await AssertUnharmedAsync(books);
    }

    [Theory]
    [OnEveryStore]
    public async Task With_any_wallet_freeze_or_transaction_in_any_field_is_answered(string store)
    {
        await using var books = await HostileLedger.OpenAsync(store);
        var parties = await HostileLedger.FillAsync(books);
        await using var elsewhere = await HostileLedger.OpenAsync("memory");
        var foreign = await HostileLedger.FillAsync(elsewhere);
        var values = new Dictionary<Type, object[]>
        {
            [typeof(WalletRef)] = [default(WalletRef), (WalletRef)default(WalletId), (WalletRef)foreign.Ana, WalletRef.ByOwner("'; --"), WalletRef.ByAccountNumber("%")],
            [typeof(FreezeId)] = [default(FreezeId), foreign.Freeze],
            [typeof(TransactionId)] = [default(TransactionId), foreign.Paid],
            [typeof(Currency)] = [default(Currency), Currency.JPY],
            [typeof(DateTimeOffset)] = [DateTimeOffset.MinValue, DateTimeOffset.MaxValue, DateTimeOffset.UnixEpoch],
            [typeof(DateOnly)] = [DateOnly.MinValue, DateOnly.MaxValue],
            [typeof(Side)] = [(Side)(-1), (Side)99],
            [typeof(WalletKind)] = [(WalletKind)(-1), (WalletKind)99],
            [typeof(CaptureMode)] = [(CaptureMode)(-1), (CaptureMode)99],
            [typeof(RestrictedSides)] = [(RestrictedSides)(-1), (RestrictedSides)0, (RestrictedSides)99],
        };
        var asked = 0;
        foreach (var kind in AnyCommand.Kinds)
        {
            foreach (var (type, candidates) in values)
            {
                foreach (var field in AnyCommand.Fields(kind, type))
                {
                    foreach (var value in candidates)
                    {
                        _ = await HostileLedger.AskAsync(books, AnyCommand.With(AnyCommand.Of(kind, parties), field, value));
                        asked++;
                    }
                }
            }
        }

        Assert.True(asked > 150, $"Only {asked} commands were asked for: the test no longer shows what it says.");
        await AssertUnharmedAsync(books);
    }

    private static async Task AssertKeptAsync(TestLedger books, TransactionId id, FieldInfo field, string text)
    {
        var transaction = (await books.Reader.GetTransactionAsync(id))!;
        var name = field.Name.Split('<', '>')[1];
        var kept = typeof(Transaction).GetProperty(name);
        if (kept?.PropertyType == typeof(string))
        {
            Assert.Equal(text, (string?)kept.GetValue(transaction));
        }

        if (name == nameof(Command.Key))
        {
            Assert.Equal(id, (await books.Reader.FindKeyAsync(text))!.Transaction!.Id);
        }
        else if (name == nameof(Command.Reference))
        {
            Assert.Contains((await books.Reader.FindByReferenceAsync(text)).Items, found => found.Id == id);
        }
        else if (name == nameof(OpenWallet.OwnerId))
        {
            Assert.Equal(transaction.WalletId, (await books.Reader.GetWalletAsync(WalletRef.ByOwner(text)))!.Id);
        }
    }

    /// <summary>The books still add up, everything in them is still there, and the ledger still works.</summary>
    private static async Task AssertUnharmedAsync(TestLedger books)
    {
        Assert.True((await books.Ledger.VerifyAsync()).IsClean);
        Assert.True((await books.Reader.GetTrialBalanceAsync()).IsBalanced);
        var (one, other) = (await books.WalletAsync("usr_last", 10m), await books.WalletAsync("usr_least"));
        (await books.Ledger.TransferAsync(new Transfer(one, other, Money.EUR(10m)))).ValueOrThrow();
        Assert.Equal("10.00 + 0.00", await books.BalanceAsync(other));
    }
}
