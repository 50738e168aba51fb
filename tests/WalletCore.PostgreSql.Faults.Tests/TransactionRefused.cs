using Npgsql;
using WalletCore.PostgreSql.Faults.Tests.Support;
using Xunit.Abstractions;

namespace WalletCore.PostgreSql.Faults.Tests;

/// <summary>The server asks to run transactions again: a serialization failure, or a deadlock with something of the host's.</summary>
[Collection(OnTheFaultServer.Name)]
public sealed class TransactionRefused(FaultServer shared, ITestOutputHelper output)
{
    /// <summary>Refuses every fourth commit, while it writes or at the COMMIT itself.</summary>
    private const string Refusing =
        """
        CREATE SEQUENCE public.attempts;
        CREATE FUNCTION public.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF nextval('public.attempts') % 4 = 0 THEN RAISE EXCEPTION 'run it again' USING ERRCODE = '{0}'; END IF;
          RETURN NULL;
        END $$;
        CREATE CONSTRAINT TRIGGER refusing AFTER UPDATE ON walletcore.heads {1} FOR EACH ROW EXECUTE FUNCTION public.refuse();
        """;

    [PrivatePostgreSqlTheory]
    [InlineData("40001", "NOT DEFERRABLE")]
    [InlineData("40001", "DEFERRABLE INITIALLY DEFERRED")]
    [InlineData("40P01", "NOT DEFERRABLE")]
    public async Task The_engine_runs_them_again_and_the_callers_hear_nothing_of_it(string state, string when)
    {
        using var database = shared.Server.CreateDatabase();
        await using var crowd = await Crowd.StartAsync(
            () => NpgsqlDataSource.Create(database.ConnectionString), configure: options => options with { RetriesMax = 20 });
        await crowd.AnsweredAsync(1);

        database.Execute(Refusing.Replace("{0}", state, StringComparison.Ordinal).Replace("{1}", when, StringComparison.Ordinal));
        await crowd.AnsweredAsync(300);
        var answers = await crowd.FinishAsync();

        Assert.Empty(crowd.Failures);
        Assert.NotEmpty(crowd.Logs.Lines);
        Assert.All(crowd.Logs.Lines, line => Assert.Contains($"(PostgreSQL {state}: run it again)", line, StringComparison.Ordinal));
        database.Execute("DROP FUNCTION public.refuse CASCADE");
        var transactions = await Inspection.RunAsync(database.ConnectionString, 0, answers);
        output.WriteLine($"{crowd.Logs.Lines.Count} refused, {answers.Count} answers, {transactions} transactions");
    }
}
