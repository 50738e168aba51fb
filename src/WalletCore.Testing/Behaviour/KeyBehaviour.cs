using WalletCore.Testing.Conformance;

namespace WalletCore.Testing.Behaviour;

/// <summary>Idempotency keys.</summary>
internal static class KeyBehaviour
{
    public static IReadOnlyList<StoreCase> All { get; } =
    [
        Case.Of("keys.same_command", "The first answer comes again with the balances of that time, though the wallet was closed since.", SameCommand),
        Case.Of("keys.other_command", "Another amount, another verb: a conflict that names what differs and nothing of the first command.", OtherCommand),
        Case.Of("keys.refused_by_state", "A late duplicate of a refused command does not move money.", RefusedByState),
        Case.Of("keys.refused_by_state", "Where the host says so, a refused command may be tried again under its key.", RetryableRefusals, "retryable"),
        Case.Of("keys.refused_by_shape", "A malformed command leaves its key free.", RefusedByShape),
        Case.Of("keys.at_once", "Of many callers under one key one posts, and all get its answer.", AtOnce),
        Case.Of("keys.at_once", "The second of two in one batch is a replay.", InOneBatch, "batch"),
        Case.Of("keys.none", "Without a key nothing is deduplicated.", None),
        Case.Of("keys.malformed", "A key is 1 to 200 characters without control characters.", Malformed),
        Case.Of("keys.retention", "A key is remembered after years and restarts.", Retention),
        Case.Of("keys.retention", "A policy expires keys: to the instant, and the newer use counts.", Expiry, "expiry"),
    ];

    private static async Task SameCommand(Scene scene)
    {
        var ana = await scene.WalletAsync("ana", 10m);
        var withdraw = new Withdraw(ana, Money.EUR(4m)) { Key = "w" };
        var first = await scene.PostedAsync(withdraw);
        await scene.PostedAsync(new Withdraw(ana, Money.EUR(6m)));
        await scene.PostedAsync(new CloseWallet(ana));
        var again = await scene.ReplayedAsync(withdraw);
        Check.Same($"{first.TransactionId} {first.BalanceOf(ana)}", $"{again.TransactionId} {again.BalanceOf(ana)}", "The replayed receipt");
        await scene.ReopenAsync();
        again = await scene.ReplayedAsync(withdraw);
        Check.Same($"{first.TransactionId} {first.BalanceOf(ana)}", $"{again.TransactionId} {again.BalanceOf(ana)}", "The receipt replayed after a restart");
        await scene.HasAsync(ana, "0.00 + 0.00");
    }

    private static async Task OtherCommand(Scene scene)
    {
        var ana = await scene.WalletAsync("ana", 10m);
        await scene.PostedAsync(new Withdraw(ana, Money.EUR(4m)) { Key = "w", Reference = "secret" });
        var amount = await scene.RefusedAsync("idempotency_conflict", new Withdraw(ana, Money.EUR(5m)) { Key = "w", Reference = "secret" });
        Check.Same("Amount", string.Join(',', amount.Fields!), "The fields that differ");
        await scene.RefusedAsync("idempotency_conflict", new Withdraw(ana, Money.EUR(4m)) { Key = "w", Reference = "secret", Description = "x" });
        var verb = await scene.RefusedAsync("idempotency_conflict", new Deposit(ana, Money.EUR(4m)) { Key = "w" });
        Check.True(!verb.ToString().Contains("secret", StringComparison.Ordinal) && !verb.ToString().Contains('4', StringComparison.Ordinal), "nothing of the first command is told");
        await scene.HasAsync(ana, "6.00 + 0.00");
    }

    private static async Task RefusedByState(Scene scene)
    {
        var ana = await scene.WalletAsync("ana", 1m);
        var withdraw = new Withdraw(ana, Money.EUR(2m)) { Key = "w" };
        await scene.RefusedAsync("insufficient_funds", withdraw);
        await scene.PostedAsync(new Deposit(ana, Money.EUR(10m)));
        await scene.RefusedAsync("replayed insufficient_funds", withdraw);
        await scene.ReopenAsync();
        await scene.RefusedAsync("replayed insufficient_funds", withdraw);
        await scene.RefusedAsync("idempotency_conflict", withdraw with { Description = "again" });
        await scene.HasAsync(ana, "11.00 + 0.00");
    }

    private static async Task RetryableRefusals(StoreUnderTest underTest)
    {
        await using var scene = await Scene.OpenAsync(underTest, options => options with { Keys = new KeyPolicy { KeepRefusals = false } });
        var ana = await scene.WalletAsync("ana", 1m);
        var withdraw = new Withdraw(ana, Money.EUR(2m)) { Key = "w" };
        await scene.RefusedAsync("insufficient_funds", withdraw);
        await scene.PostedAsync(new Deposit(ana, Money.EUR(10m)));
        await scene.PostedAsync(withdraw);
        await scene.ReplayedAsync(withdraw);
        await scene.HasAsync(ana, "9.00 + 0.00");
    }

    private static async Task RefusedByShape(Scene scene)
    {
        var ana = await scene.WalletAsync("ana", 1m);
        await scene.RefusedAsync("amount_not_positive", new Withdraw(ana, Money.EUR(0m)) { Key = "w" });
        await scene.PostedAsync(new Withdraw(ana, Money.EUR(1m)) { Key = "w" });
    }

    private static async Task AtOnce(Scene scene)
    {
        var ana = await scene.WalletAsync("ana", 100m);
        var withdraw = new Withdraw(ana, Money.EUR(10m)) { Key = "once" };
        var outcomes = await Check.Soon(Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(async () => await scene.Ledger.WithdrawAsync(withdraw)))));
        Check.Same(1, outcomes.Count(outcome => !outcome.Replayed), "The outcomes that are no replays");
        Check.Same(1, outcomes.Select(outcome => $"{outcome.ValueOrThrow().TransactionId} {outcome.Receipt!.BalanceOf(ana)}").Distinct(StringComparer.Ordinal).Count(), "The different receipts");
        await scene.HasAsync(ana, "90.00 + 0.00");
    }

    private static async Task InOneBatch(Scene scene)
    {
        var ana = await scene.WalletAsync("ana", 10m);
        var withdraw = new Withdraw(ana, Money.EUR(6m)) { Key = "w" };
        foreach (var mode in new[] { BatchMode.Independent, BatchMode.AllOrNothing })
        {
            var command = withdraw with { Key = mode.ToString() };
            await scene.PostedAsync(new Deposit(ana, Money.EUR(6m)));
            var batch = await scene.Ledger.ExecuteBatchAsync([command, command], mode);
            Check.Same("posted replayed posted", string.Join(' ', batch.Outcomes.Select(Scene.Code)), "The outcomes");
        }

        await scene.HasAsync(ana, "10.00 + 0.00");
    }

    private static async Task None(Scene scene)
    {
        var ana = await scene.WalletAsync("ana", 10m);
        var withdraw = new Withdraw(ana, Money.EUR(4m));
        await scene.PostedAsync(withdraw);
        await scene.PostedAsync(withdraw);
        await scene.HasAsync(ana, "2.00 + 0.00");
    }

    private static async Task Malformed(Scene scene)
    {
        var ana = await scene.WalletAsync("ana", 10m);
        foreach (var key in new[] { string.Empty, "a\nb", "a\0", "\ud800", new string('k', Limits.KeyLengthMax + 1) })
        {
            await scene.RefusedAsync("field_invalid", new Withdraw(ana, Money.EUR(1m)) { Key = key });
        }

        var longest = new Withdraw(ana, Money.EUR(1m)) { Key = new string('ü', Limits.KeyLengthMax) };
        await scene.PostedAsync(longest);
        await scene.ReplayedAsync(longest);
        await scene.PostedAsync(longest with { Key = new string('ü', Limits.KeyLengthMax - 1) });
    }

    private static async Task Retention(Scene scene)
    {
        var ana = await scene.WalletAsync("ana", 10m);
        var withdraw = new Withdraw(ana, Money.EUR(1m)) { Key = "w" };
        await scene.PostedAsync(withdraw);
        for (var i = 0; i < 300; i++)
        {
            await scene.PostedAsync(new Deposit(ana, Money.EUR(1m)) { Key = "d" + i });
        }

        scene.Clock.Move(TimeSpan.FromDays(4_000));
        await scene.ReopenAsync();
        await scene.ReplayedAsync(withdraw);
        await scene.ReplayedAsync(new Deposit(ana, Money.EUR(1m)) { Key = "d150" });
    }

    private static async Task Expiry(StoreUnderTest underTest)
    {
        await using var scene = await Scene.OpenAsync(underTest, options => options with { Keys = new KeyPolicy { Expiry = TimeSpan.FromHours(1) } });
        var ana = await scene.WalletAsync("ana", 10m);
        var withdraw = new Withdraw(ana, Money.EUR(1m)) { Key = "w" };
        await scene.PostedAsync(withdraw);
        scene.Clock.Move(TimeSpan.FromHours(1) - TimeSpan.FromMicroseconds(1));
        await scene.ReplayedAsync(withdraw);
        scene.Clock.Move(TimeSpan.FromMicroseconds(1));
        await scene.PostedAsync(withdraw with { Description = "another" });
        await scene.ReopenAsync();
        await scene.ReplayedAsync(withdraw with { Description = "another" });
        await scene.HasAsync(ana, "8.00 + 0.00");
    }
}
