using System.Formats.Tar;
using System.IO.Compression;
using EduConnect.Core.Directory.Importing;
using EduConnect.Core.Platform;

namespace EduConnect.Core.Directory.Packaging;

/// <summary>Unpacks <c>.tgz</c>, <c>.tar.gz</c>, <c>.tar</c> and <c>.zip</c> into a folder of ours, archives inside archives included, within a budget.</summary>
/// <param name="create">Opens a new file to write; replaced by tests that fill the disk.</param>
internal sealed class ArchiveUnpacker(Func<string, Stream> create)
{
    private const int DeepestArchive = 2;

    public ArchiveUnpacker()
        : this(path => new FileStream(path, FileMode.CreateNew, FileAccess.Write))
    {
    }

    public static bool IsArchive(string name) =>
        name.EndsWith(".tgz", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".tar.gz", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith(".tar", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="DeliveryRefusedException">Damaged, hostile or larger than allowed; or no room to unpack.</exception>
    public void Unpack(string archive, string target, CancellationToken cancellationToken)
    {
        if (PlainFiles.TellsNoLength(archive))
        {
            throw new DeliveryRefusedException(ImportRemark.Of("ArchiveDamaged"));
        }

        try
        {
            Unpack(archive, target, new UnpackBudget(new FileInfo(archive).Length), 1, cancellationToken);
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw new DeliveryRefusedException(ImportRemark.Of("ArchiveDamaged"), error);
        }
        catch (IOException error) when (DiskSpace.IsFull(error))
        {
            throw new DeliveryRefusedException(ImportRemark.Of("DataDiskFull", error.Message), error) { LacksRoom = true };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DeliveryRefusedException(ImportRemark.Of("ArchiveNotUnpacked", error.Message), error);
        }
    }

    private void Unpack(string archive, string target, UnpackBudget budget, int depth, CancellationToken cancellationToken)
    {
        if (depth > DeepestArchive)
        {
            throw new DeliveryRefusedException(ImportRemark.Of("ArchivesNested"));
        }

        System.IO.Directory.CreateDirectory(target);
        using var stream = File.OpenRead(archive);
        foreach (var path in archive.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) ? UnpackZip(stream, target, budget) : UnpackTar(stream, archive, target, budget))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (IsArchive(path))
            {
                Unpack(path, path + ".d", budget, depth + 1, cancellationToken);
                File.Delete(path);
            }
        }
    }

    private IEnumerable<string> UnpackZip(Stream stream, string target, UnpackBudget budget)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Read);
        foreach (var entry in zip.Entries)
        {
            budget.TakeEntry();
            var path = SafePath(target, entry.FullName);
            if (entry.FullName.EndsWith('/'))
            {
                continue;
            }

            if (((entry.ExternalAttributes >> 16) & 0xF000) == 0xA000)
            {
                throw new DeliveryRefusedException(ImportRemark.Of("ArchiveHoldsLink"));
            }

            using var content = entry.Open();
            Write(content, path, budget);
            yield return path;
        }
    }

    private IEnumerable<string> UnpackTar(Stream stream, string archive, string target, UnpackBudget budget)
    {
        using var content = archive.EndsWith(".tar", StringComparison.OrdinalIgnoreCase) ? stream : new GZipStream(stream, CompressionMode.Decompress);
        using var tar = new TarReader(content);
        while (tar.GetNextEntry() is { } entry)
        {
            budget.TakeEntry();
            switch (entry.EntryType)
            {
                case TarEntryType.Directory or TarEntryType.GlobalExtendedAttributes:
                    break;
                case TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile:
                    var path = SafePath(target, entry.Name);
                    Write(entry.DataStream ?? Stream.Null, path, budget);
                    yield return path;
                    break;
                default:
                    throw new DeliveryRefusedException(ImportRemark.Of("ArchiveHoldsDevice"));
            }
        }
    }

    private static string SafePath(string target, string name)
    {
        var root = Path.GetFullPath(target) + Path.DirectorySeparatorChar;
        var path = Path.GetFullPath(Path.Combine(root, name));
        if (name.Contains('\0', StringComparison.Ordinal) || name.Contains('\\', StringComparison.Ordinal) || Path.IsPathRooted(name)
            || name.Split('/').Contains("..") || !path.StartsWith(root, StringComparison.Ordinal))
        {
            throw new DeliveryRefusedException(ImportRemark.Of("ArchiveLeavesItself"));
        }

        return path;
    }

    private void Write(Stream content, string path, UnpackBudget budget)
    {
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var file = create(path);
        var buffer = new byte[128 * 1024];
        int read;
        while ((read = content.Read(buffer)) > 0)
        {
            budget.TakeBytes(read);
            file.Write(buffer, 0, read);
        }
    }
}
