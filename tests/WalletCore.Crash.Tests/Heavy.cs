namespace WalletCore.Crash.Tests;

/// <summary>Tests that start processes take turns: what they wait for must not depend on one another.</summary>
[CollectionDefinition(nameof(Heavy), DisableParallelization = true)]
public sealed class Heavy;
