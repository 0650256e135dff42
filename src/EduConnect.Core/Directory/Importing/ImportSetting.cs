using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;

namespace EduConnect.Core.Directory.Importing;

/// <summary>What every delivery of one run stands on.</summary>
internal sealed record ImportSetting(StorageProvider Provider, KeyRing Keys, ReadOnlyMode ReadOnly, DateTime Now, DateOnly Today)
{
    public DirectoryIds Ids { get; } = new(Keys);

    /// <summary>Records in one transaction.</summary>
    public int ChunkSize { get; init; } = 2500;

    /// <summary>Told of each step and each commit; a test stops the run there.</summary>
    public Action<string>? Checkpoint { get; init; }
}
