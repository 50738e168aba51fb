namespace Samples.MarketplaceDay;

/// <summary>A line that cannot be read; the message is the reason, which the report counts by.</summary>
internal sealed class MalformedLineException(string reason) : Exception(reason);
