namespace WalletCore;

/// <summary>Recorded times are whole microseconds of Unix time: exact in every store, and far finer than what they order.</summary>
internal static class MicroTime
{
    public static long FromDateTimeOffset(DateTimeOffset time) => FloorDivide(time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks, TimeSpan.TicksPerMicrosecond);

    public static DateTimeOffset ToDateTimeOffset(long micros) => DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond);

    public static int DayNumber(long micros) => DateOnly.FromDateTime(ToDateTimeOffset(micros).UtcDateTime).DayNumber;

    private static long FloorDivide(long value, long divisor) => (value / divisor) - (value % divisor < 0 ? 1 : 0);
}
