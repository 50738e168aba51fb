using System.Numerics;

namespace WalletCore.Testing;

/// <content>Deposits, withdrawals, transfers, adjustments, the host's own operations, residual refunds.</content>
public sealed partial class ModelBooks
{
    private ModelPrediction Deposit(Deposit deposit) =>
        Outside(deposit, Operations.Deposit, deposit.Wallet, deposit.From, deposit.Amount, isIn: true);

    private ModelPrediction Withdraw(Withdraw withdraw) =>
        Outside(withdraw, Operations.Withdraw, withdraw.Wallet, withdraw.To, withdraw.Amount, isIn: false);

    private ModelPrediction Adjust(Adjust adjust) => Outside(
        adjust,
        adjust.Side == Side.Credit ? Operations.AdjustCredit : Operations.AdjustDebit,
        adjust.Wallet,
        SystemAccount.AdjustmentsCode,
        adjust.Amount,
        adjust.Side == Side.Credit);

    private ModelPrediction Outside(Command command, string operation, WalletRef wallet, string code, Money amount, bool isIn)
    {
        var flow = isIn ? new ModelFlow("@" + code, Parties.Wallet, amount) : new ModelFlow(Parties.Wallet, "@" + code, amount);
        return Move(command, operation, amount, [(Parties.Wallet, wallet)], [flow]);
    }

    private ModelPrediction Transfer(Transfer transfer) => Move(
        transfer,
        Operations.Transfer,
        transfer.Amount,
        [(Parties.From, transfer.From), (Parties.To, transfer.To)],
        [new ModelFlow(Parties.From, Parties.To, transfer.Amount)]);

    private ModelPrediction Post(Post post)
    {
        var parties = post.Parties.Select(party => (party.Key, party.Value)).ToArray();
        return Move(post, post.Name, post.Amount, parties, _rules[post.Name](post));
    }

    private ModelPrediction Residual(RefundResidual residual)
    {
        if (!_wallets.TryGetValue(residual.Wallet, out var wallet))
        {
            return new ModelPrediction(RefusalCode.WalletNotFound);
        }

        if (_options.Chart.Find(residual.To) is null)
        {
            return new ModelPrediction(RefusalCode.AccountNotFound);
        }

        if (wallet.In(residual.Currency) is not { } account)
        {
            return new ModelPrediction(RefusalCode.CurrencyMismatch);
        }

        var refused = Closed(wallet) ?? Stopped(wallet, RestrictedSides.Debits)
            ?? (wallet.Kind == WalletKind.Prepaid ? null : RefusalCode.WalletNotPrepaid)
            ?? Policy(residual, Operations.RefundResidual, [wallet])
            ?? (account.Available > 0 ? null : RefusalCode.NothingToRefund);
        return refused is not null
            ? new ModelPrediction(refused)
            : Outside(residual, Operations.RefundResidual, residual.Wallet, residual.To, Of(account.Available, residual.Currency), isIn: false);
    }

    /// <summary>Everything that moves money by flows: existence, state, policy, limits, and then flow by flow.</summary>
    private ModelPrediction Move(
        Command command, string operation, Money amount, (string Name, WalletRef Wallet)[] named, IReadOnlyList<ModelFlow>? flows)
    {
        var parties = new Dictionary<string, ModelWallet>(StringComparer.Ordinal);
        foreach (var (name, reference) in named)
        {
            if (!_wallets.TryGetValue(reference, out var wallet))
            {
                return new ModelPrediction(RefusalCode.WalletNotFound);
            }

            parties[name] = wallet;
        }

        var refused = Accounts(flows, parties)
            ?? (flows!.Any(flow => parties.TryGetValue(flow.From, out var from) && parties.TryGetValue(flow.To, out var to) && from == to) ? RefusalCode.SameWallet : null)
            ?? parties.Values.Select(Closed).FirstOrDefault(code => code is not null)
            ?? flows!.Select(flow => Sides(flow, parties)).FirstOrDefault(code => code is not null)
            ?? Policy(command, operation, [.. parties.Values], parties)
            ?? UseLimits(operation, amount, [.. flows!.Where(flow => !flow.OnTop).Select(flow => flow.From).Distinct(StringComparer.Ordinal)
                .Where(parties.ContainsKey).Select(name => parties[name])]);
        if (refused is not null)
        {
            return new ModelPrediction(refused);
        }

        if (flows!.Any(flow => flow.Amount.IsNegative))
        {
            return new ModelPrediction(RefusalCode.FeesExceedAmount);
        }

        var made = new ModelTransaction { Operation = operation, At = _now, Amount = Minor(amount), Currency = amount.Currency };
        var (isShort, isOver) = (false, false);
        foreach (var flow in flows!.Where(flow => !flow.Amount.IsZero))
        {
            var from = AccountOf(flow.From, flow.Amount.Currency, parties);
            var to = AccountOf(flow.To, flow.Amount.Currency, parties);
            isShort |= from.Wallet is not null && from.Available + from.Credit < Minor(flow.Amount);
            Give(from, to, Minor(flow.Amount), flow.Role, flow.OnTop, made);
            isOver |= IsOver(to);
        }

        return isOver ? new ModelPrediction(RefusalCode.MaxBalanceExceeded)
            : isShort ? new ModelPrediction(RefusalCode.InsufficientFunds)
            : Done(made);
    }

    private string? Accounts(IReadOnlyList<ModelFlow>? flows, Dictionary<string, ModelWallet> parties)
    {
        if (flows is null)
        {
            return RefusalCode.CurrencyMismatch;
        }

        var ends = flows.SelectMany(flow => new[] { (Name: flow.From, flow.Amount.Currency), (Name: flow.To, flow.Amount.Currency) }).ToArray();
        return Array.Exists(ends, end => end.Name[0] == '@' && _options.Chart.Find(end.Name[1..]) is null) ? RefusalCode.AccountNotFound
            : Array.Exists(ends, end => end.Name[0] != '@' && parties[end.Name].In(end.Currency) is null) ? RefusalCode.CurrencyMismatch
            : null;
    }

    private static string? Sides(ModelFlow flow, Dictionary<string, ModelWallet> parties) =>
        (parties.TryGetValue(flow.From, out var from) && from.Stops(RestrictedSides.Debits))
        || (parties.TryGetValue(flow.To, out var to) && to.Stops(RestrictedSides.Credits))
            ? RefusalCode.WalletFrozen
            : null;

    private ModelAccount AccountOf(string name, Currency currency, Dictionary<string, ModelWallet> parties) =>
        name[0] == '@' ? System(name[1..], currency) : parties[name].In(currency)!;

    private ModelAccount System(string code, Currency currency)
    {
        if (!_system.TryGetValue((code, currency), out var account))
        {
            _system.Add((code, currency), account = new ModelAccount { Code = code, Currency = currency });
        }

        return account;
    }

    private void Give(ModelAccount from, ModelAccount to, BigInteger amount, PostingRole role, bool onTop, ModelTransaction made)
    {
        Do(() => from.Available -= amount, () => from.Available += amount);
        Do(() => to.Available += amount, () => to.Available -= amount);
        made.Postings.Add(new ModelPosting(from, to, amount, role, onTop));
    }

    private bool IsOver(ModelAccount account) => MaximumOf(account) is { } maximum && account.Total > maximum;

    private BigInteger? MaximumOf(ModelAccount account) => account.Wallet is null ? null : account.Maximum
        ?? PolicyOf(account.Wallet).MaxBalances.Where(money => money.Currency == account.Currency && !money.IsZero).Select(money => (BigInteger?)Minor(money)).FirstOrDefault();

    private static ModelPrediction Done(ModelTransaction made)
    {
        made.GivenBack = new BigInteger[made.Postings.Count];
        return new ModelPrediction(ModelPrediction.Posted) { Transaction = made };
    }

    private ModelPrediction Event(string operation) => Done(new ModelTransaction { Operation = operation, At = _now, Currency = default });
}
