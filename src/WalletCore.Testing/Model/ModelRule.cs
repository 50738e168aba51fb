namespace WalletCore.Testing;

/// <summary>A posting rule in the model's words: what a command moves, worked out in the plainest way.</summary>
/// <param name="post">The command.</param>
/// <returns>The flows in order, or null where the currencies do not fit together. A negative amount says that fees are more than the amount.</returns>
public delegate IReadOnlyList<ModelFlow>? ModelRule(Post post);

/// <summary>One flow of a <see cref="ModelRule"/>.</summary>
/// <param name="From">The party that gives, or a system account as <c>@code</c>.</param>
/// <param name="To">The party that gets, or a system account as <c>@code</c>.</param>
/// <param name="Amount">How much; zero moves nothing.</param>
/// <param name="Role">What it is within the transaction.</param>
/// <param name="OnTop">Whether it comes on top of the principal amount.</param>
public sealed record ModelFlow(string From, string To, Money Amount, PostingRole Role = PostingRole.Principal, bool OnTop = false);
