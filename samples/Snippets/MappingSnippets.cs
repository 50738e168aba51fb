using WalletCore;

namespace Samples.Snippets;

internal static class MappingSnippets
{
    // begin-snippet: StatusOf
    private static int StatusOf(Refusal refusal) => refusal.Code switch
    {
        RefusalCode.AmountNotPositive or RefusalCode.AmountPrecisionExceeded or RefusalCode.AmountMalformed or RefusalCode.AmountOverflow => 422,
        RefusalCode.CurrencyNotSupported or RefusalCode.FieldInvalid or RefusalCode.CommandInvalid or RefusalCode.OperationUnknown => 400,
        RefusalCode.WalletNotFound or RefusalCode.TransactionNotFound or RefusalCode.FreezeNotFound or RefusalCode.AccountNotFound => 404,
        RefusalCode.PermissionDenied or RefusalCode.PaymentNotAllowed or RefusalCode.OperationDisabled => 403,
        _ => 409,
    };

    // end-snippet
    // begin-snippet: AmountFromWire
    private static Money? AmountFromWire(string text, Currency currency, out string? refusalCode)
    {
        var taken = Money.TryParse(text, currency, out var money, out var error);
        refusalCode = error switch
        {
            MoneyParseError.None => null,
            MoneyParseError.PrecisionExceeded => RefusalCode.AmountPrecisionExceeded,
            MoneyParseError.Overflow => RefusalCode.AmountOverflow,
            _ => RefusalCode.AmountMalformed,
        };
        return taken ? money : null;
    }

    // end-snippet
    // begin-snippet: WireStatus
    private static string WireStatus(Wallet wallet) => wallet switch
    {
        { State: WalletState.Closed } => "closed",
        { IsFrozen: true } => "frozen",
        _ => "active",
    };

    // end-snippet
    public static async Task RunAsync()
    {
        await using var desk = await Desk.OpenAsync();
        var (ledger, ana, shop) = (desk.Ledger, desk.Ana, desk.Shop);
        Story.Expect(AmountFromWire("1,000.00", Currency.EUR, out var malformed) is null && malformed == RefusalCode.AmountMalformed, "1,000.00 was read");
        Story.Expect(AmountFromWire("100.00", Currency.EUR, out var none) == Money.EUR(100m) && none is null, "100.00 was not read");
        Story.Expect(AmountFromWire("0.001", Currency.EUR, out var precise) is null && precise == RefusalCode.AmountPrecisionExceeded, "0.001 was read");

        // begin-snippet: MapRefusal
        var outcome = await ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(500m)) { Reference = "withdraw_123" });
        var status = outcome.IsPosted ? 200 : StatusOf(outcome.Refusal);
        // end-snippet
        Story.Expect(status == 409, $"the status was {status}");
        Story.Expect(WireStatus((await ledger.Reader.GetWalletAsync(ana))!) == "active", "Ana's wallet is not active");

        var frozen = (await ledger.FreezeAsync(new Freeze(ana, Money.EUR(20m)))).ValueOrThrow();
        FreezeId[] ids = [frozen.Id, frozen.Id];
        // begin-snippet: BatchUnfreeze
        var batch = await ledger.ExecuteBatchAsync([.. ids.Select(id => new Unfreeze(id) { Reason = "Dispute closed" })]);
        var errors = batch.Outcomes
            .Select((answer, i) => answer.Refusal is { } refusal ? $"{ids[i]}: {refusal.FreezeStatus?.ToString() ?? refusal.Code}" : null)
            .OfType<string>()
            .ToList();
        Console.WriteLine($"total {ids.Length}, succeeded {batch.PostedCount}, failed {batch.RefusedCount}");
        // end-snippet
        Story.Expect(errors.Count == 1 && errors[0].EndsWith(": Released", StringComparison.Ordinal), string.Join("; ", errors));

        // begin-snippet: LoyaltySpend
        var spend = new Withdraw(WalletRef.ByAccountNumber("4711"), Money.EUR(9m))
        {
            Channel = "pos",
            Reference = "receipt-2201",
            Description = "Two coffees",
            Metadata = new Metadata([KeyValuePair.Create("storeId", "12"), KeyValuePair.Create("storeName", "Harbour")]),
        };
        // end-snippet
        Story.Expect((await ledger.WithdrawAsync(spend)).Refusal?.Code == RefusalCode.WalletNotFound, "an unknown number was found");
        (await ledger.ChangeWalletAsync(new ChangeWallet(shop) { Currency = Currency.EUR, AccountNumber = "4711", Actor = Desk.Manager })).ValueOrThrow();
        Story.Expect((await ledger.WithdrawAsync(spend)).Refusal?.Code == RefusalCode.InsufficientFunds, "an empty account was spent from");
    }
}
