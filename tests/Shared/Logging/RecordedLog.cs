using Microsoft.Extensions.Logging;

namespace WalletCore.Tests.Shared.Logging;

/// <summary>A message that was logged.</summary>
/// <param name="Level">Its level.</param>
/// <param name="Id">The number of its event.</param>
/// <param name="Text">The message, followed by that of its exception.</param>
/// <param name="Exception">The exception; null when there is none.</param>
internal sealed record RecordedLog(LogLevel Level, int Id, string Text, Exception? Exception);
