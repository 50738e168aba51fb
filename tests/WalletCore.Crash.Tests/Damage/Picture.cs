using System.Globalization;
using WalletCore.Crash.App;

namespace WalletCore.Crash.Tests.Damage;

/// <summary>All that a host can read of the books, along every way there is to ask, as lines to compare.</summary>
internal sealed class Picture
{
    private Picture(IReadOnlyList<string> lines) => Lines = lines;

    public IReadOnlyList<string> Lines { get; }

    public static async Task<Picture> TakeAsync(Ledger ledger)
    {
        var reader = ledger.Reader;
        var lines = new List<string>();
        var position = await reader.GetPositionAsync();
        lines.Add($"at {position.Sequence} {position.ChainHash} {position.RecordedAt:O}");
        for (var i = 0; i < Workload.WalletCount; i++)
        {
            lines.Add($"wallet {i} by owner: {Of(await reader.GetWalletAsync(Workload.Wallet(i)))}");
            lines.Add($"wallet {i} by number: {Of(await reader.GetWalletAsync(WalletRef.ByAccountNumber($"DE-{i}")))}");
            lines.Add($"freezes of {i}: {await FreezesAsync(reader, new FreezeQuery { Wallet = Workload.Wallet(i) })}");
        }

        foreach (var query in new WalletQuery[] { new() { PageSize = 100 }, new() { OwnerId = "w-3" }, new() { IsFrozen = true }, new() { Currency = Currency.EUR, PageSize = 100 } })
        {
            lines.Add($"wallets: {string.Join(", ", (await reader.ListWalletsAsync(query)).Items.Select(Of))}");
        }

        lines.Add($"active freezes: {await FreezesAsync(reader, new FreezeQuery { Status = FreezeStatus.Active })}");
        lines.Add((await reader.GetTrialBalanceAsync()).ToString());
        for (var i = 0; i < DamagedBooks.TransferCount; i++)
        {
            var key = await reader.FindKeyAsync($"t-{i}");
            lines.Add($"t-{i}: {key?.Transaction?.Sequence} {key?.Refusal?.Code}");
            if (i % 10 == 0)
            {
                lines.Add($"ref-{i}: {string.Join(',', (await reader.FindByReferenceAsync($"ref-{i}")).Items.Select(transaction => transaction.Sequence))}");
            }
        }

        lines.Add($"refused: {(await reader.FindKeyAsync(DamagedBooks.RefusedKey))?.Refusal}");
        lines.AddRange((await reader.GetStatementAsync(new StatementQuery(Workload.Wallet(8), Currency.EUR) { PageSize = 500 })).Items.Select(Of));
        lines.AddRange((await reader.GetStatementAsync(StatementQuery.OfSystemAccount(SystemAccount.CashCode, Currency.EUR))).Items.Select(Of));
        lines.Add($"then: {await reader.GetBalanceAtAsync(Workload.Wallet(16), Currency.EUR, position.RecordedAt)}");
        await foreach (var transaction in reader.ReadJournalAsync())
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{transaction.Sequence} {transaction.Type} {transaction.Key} {string.Join(';', transaction.Entries.Select(entry => entry.ToString()))}"));
            if (transaction.Key == "buy")
            {
                lines.Add($"refunds: {string.Join(',', (await reader.ListRefundsAsync(transaction.Id)).Items.Select(refund => refund.Sequence))}, {await reader.GetRefundableAsync(transaction.Id)}");
            }
        }

        return new Picture(lines);
    }

    /// <summary>The first line that the other has otherwise; null when they are the same.</summary>
    public string? FirstDifference(Picture other)
    {
        for (var i = 0; i < Math.Max(Lines.Count, other.Lines.Count); i++)
        {
            var (mine, its) = (Lines.ElementAtOrDefault(i), other.Lines.ElementAtOrDefault(i));
            if (mine != its)
            {
                return $"{mine ?? "nothing"} <> {its ?? "nothing"}";
            }
        }

        return null;
    }

    private static string Of(Wallet? wallet) => wallet is null
        ? "none"
        : $"{wallet.Id} {wallet.OwnerId} {wallet.State} {wallet.Kind} {wallet.Restrictions.Count} {string.Join('+', wallet.Accounts.Select(account => $"{account.Number} {account.Available} {account.Frozen} {account.EntryCount} {account.CreditLimit} {account.MaxBalance}"))}";

    private static string Of(StatementLine line) => $"{line.Number} {line.Sequence} {line.Type} {line.Side} {line.Amount} {line.AvailableAfter} {line.FrozenAfter} {line.Counterparty}";

    private static async Task<string> FreezesAsync(LedgerReader reader, FreezeQuery query) =>
        string.Join(", ", (await reader.ListFreezesAsync(query)).Items.Select(freeze => $"{freeze.Id} {freeze.Amount} {freeze.Remaining} {freeze.Status} {freeze.Mode}"));
}
