namespace WalletCore;

/// <summary>How often a freeze record may be captured. Declared when freezing.</summary>
public enum CaptureMode
{
    /// <summary>Once: what a partial capture leaves is released with it.</summary>
    Single = 0,

    /// <summary>Several times: the rest stays frozen until a final capture, a release or the expiry.</summary>
    Several = 1,
}
