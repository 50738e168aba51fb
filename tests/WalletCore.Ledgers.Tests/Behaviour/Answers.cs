using WalletCore.Ledgers.Tests.Support;

namespace WalletCore.Ledgers.Tests.Behaviour;

/// <summary>Executes a table of commands and compares what is answered, line by line.</summary>
internal static class Answers
{
    /// <summary>"code | subject | message" of each command's refusal, or "posted", against what is expected.</summary>
    public static async Task AssertAsync(TestLedger books, params (Command Command, string Expected)[] table)
    {
        var answers = new List<string>();
        foreach (var (command, _) in table)
        {
            var outcome = (await books.Ledger.ExecuteBatchAsync([command])).Outcomes[0];
            Assert.False(outcome.Replayed && command.Key is null);
            answers.Add(outcome.IsPosted ? "posted" : $"{outcome.Refusal.Code} | {outcome.Refusal.Subject} | {outcome.Refusal.Message}");
        }

        Assert.Equal(string.Join('\n', table.Select(line => line.Expected)), string.Join('\n', answers));
    }
}
