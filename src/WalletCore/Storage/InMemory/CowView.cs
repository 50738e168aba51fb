namespace WalletCore.Storage.InMemory;

/// <summary>A view of the rows of a <see cref="CowList{T}"/>: live within the ledger's lock, or frozen for a snapshot.</summary>
internal readonly struct CowView<T>(T[][] chunks)
{
    /// <summary>A row; the caller knows from its head that there is one.</summary>
    public ref readonly T this[long ordinal]
    {
        get
        {
            var index = ordinal - 1;
            return ref chunks[index >> CowList<T>.ChunkShift][index & CowList<T>.ChunkMask];
        }
    }
}
