using System.Formats.Tar;
using System.IO.Compression;

namespace EduConnect.Synthesis;

/// <summary>Packs the files of an export as a .tgz, with the same bytes every time.</summary>
public static class Archives
{
    /// <summary>Packs a folder and removes it.</summary>
    public static void Pack(string folder, string archive)
    {
        using (var zipped = new GZipStream(File.Create(archive), CompressionLevel.Fastest))
        using (var tar = new TarWriter(zipped, TarEntryFormat.Ustar))
        {
            foreach (var path in Directory.GetFiles(folder).Order(StringComparer.Ordinal))
            {
                using var content = File.OpenRead(path);
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, Path.GetFileName(path))
                {
                    DataStream = content,
                    ModificationTime = DateTimeOffset.UnixEpoch,
                });
            }
        }
        Directory.Delete(folder, recursive: true);
    }
}
