using WalletCore.Load.Measuring;

namespace WalletCore.Load.Scenarios;

/// <summary>What a contestant does when it has its turn, with so many callers for so many seconds, and where what it showed is kept.</summary>
internal sealed record Turn<TSamples>(Func<TSamples, List<Sample>> ListOf, Func<Traffic, int, double, Task<Sample>> RunAsync);
