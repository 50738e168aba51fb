using WalletCore.Load.Measuring;

namespace WalletCore.Load.Scenarios;

/// <summary>Lets contestants run in turns, round by round: a machine that slows down for a while slows down both sides of a ratio.</summary>
internal static class Turns
{
    /// <summary>
    /// For how long each runs before it counts: whoever begins finds the caches of the processor and the server full of what another did, and two processes that meet
    /// again load what they know anew.
    /// </summary>
    public const double BeginningSeconds = 1;

    /// <summary>
    /// So many rounds as the settings say, each contestant on every traffic before the next has its turn. Every other round goes the other way round, contestants and traffics: whoever
    /// comes later may find a slower machine.
    /// </summary>
    public static async Task<IReadOnlyList<TSamples>> RunAsync<TSamples>(
        IReadOnlyList<Turn<TSamples>> turns, IReadOnlyList<TSamples> ofTraffics, Func<TSamples, Traffic> trafficOf, int callers, Settings settings)
    {
        for (var round = 0; round < settings.Rounds; round++)
        {
            var isForth = round % 2 == 0;
            var inOrder = isForth ? ofTraffics : [.. ofTraffics.Reverse()];
            foreach (var turn in isForth ? turns : [.. turns.Reverse()])
            {
                await turn.RunAsync(trafficOf(inOrder[0]), callers, settings.IsQuick ? settings.Seconds : BeginningSeconds);
                foreach (var samples in inOrder)
                {
                    turn.ListOf(samples).Add(await turn.RunAsync(trafficOf(samples), callers, settings.Seconds));
                }
            }
        }

        return ofTraffics;
    }
}
