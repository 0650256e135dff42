using EduConnect.Core.Directory.Importing;
using EduConnect.Core.Directory.Profiles;
using EduConnect.Core.Directory.Reading;
using EduConnect.Core.Schools;

namespace EduConnect.Core.Directory.Packaging;

/// <summary>Finds the deliveries that a folder holds: loose files, folders of files and archives, several académies, degrees and dates at once.</summary>
/// <param name="profiles">The mapping profiles.</param>
/// <param name="workFolder">Where archives are unpacked; emptied by the caller.</param>
/// <param name="today">Date of an export that states none.</param>
internal sealed class DeliveryFinder(MappingProfiles profiles, string workFolder, DateOnly today)
{
    /// <summary>Unpacks archives; replaced by tests that fill the disk.</summary>
    public ArchiveUnpacker Unpacker { get; init; } = new();

    /// <summary>What an operator should know of files that were not taken.</summary>
    public List<ImportRemark> Notices { get; } = [];

    /// <summary>Deliveries in the order they must be taken: by date, complets before deltas.</summary>
    /// <param name="folder">The folder, or one archive.</param>
    /// <param name="academie">What the operator says, when they do.</param>
    /// <param name="degree">What the operator says, when they do.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="DeliveryRefusedException">An archive is damaged or hostile, or there is a link.</exception>
    public IReadOnlyList<Delivery> Find(string folder, string? academie, Degree? degree, CancellationToken cancellationToken)
    {
        RefuseLink(folder, Path.GetFileName(folder));
        var files = File.Exists(folder) ? Unpack(folder, Path.GetFileName(folder), cancellationToken) : Walk(folder, cancellationToken);
        var sets = files.GroupBy(file => (Place: Place(file), file.Parsed.Kind, Date: DateOf(file), Degree: DegreeOf(file)));
        return
        [
            .. sets.Select(set => Describe(set.Key.Place, set.Key.Kind, set.Key.Date, [.. set], academie, degree, cancellationToken))
                .OrderBy(delivery => delivery.Date).ThenBy(delivery => delivery.Kind)
                .ThenBy(delivery => delivery.Academie, StringComparer.Ordinal).ThenBy(delivery => delivery.Degree).ThenBy(delivery => delivery.Place, StringComparer.Ordinal),
        ];
    }

    private static string Place(DeliveryFile file) => Path.GetDirectoryName(file.Name) ?? string.Empty;

    private static DateOnly? DateOf(DeliveryFile file) => file.Parsed.Date ?? Segments(file).Select(AafDates.In).LastOrDefault(date => date is not null);

    private static Degree? DegreeOf(DeliveryFile file) =>
        AafFileName.DegreeIn(file.Parsed.Prefix) ?? Segments(file).Select(AafFileName.DegreeIn).LastOrDefault(found => found is not null);

    private static string[] Segments(DeliveryFile file) => file.Name.Split('/')[..^1];

    private List<DeliveryFile> Walk(string folder, CancellationToken cancellationToken)
    {
        var found = new List<DeliveryFile>();
        foreach (var path in PlainFiles.Under(folder, cancellationToken).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(folder, path).Replace('\\', '/');
            RefuseLink(path, name);
            if (ArchiveUnpacker.IsArchive(path))
            {
                found.AddRange(Unpack(path, name, cancellationToken));
            }
            else if (path.EndsWith(".xml", StringComparison.OrdinalIgnoreCase))
            {
                Take(found, path, name);
            }
        }

        return found;
    }

    private static void RefuseLink(string path, string name)
    {
        if (PlainFiles.IsLink(path))
        {
            throw new DeliveryRefusedException(ImportRemark.Of("FolderHoldsLink") with { File = name });
        }
    }

    private List<DeliveryFile> Unpack(string archive, string name, CancellationToken cancellationToken)
    {
        var target = Path.Combine(workFolder, name + ".d");
        try
        {
            Unpacker.Unpack(archive, target, cancellationToken);
        }
        catch (DeliveryRefusedException error)
        {
            throw new DeliveryRefusedException(error.Remark with { File = name }, error) { LacksRoom = error.LacksRoom };
        }

        var found = new List<DeliveryFile>();
        foreach (var path in System.IO.Directory.EnumerateFiles(target, "*.xml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            Take(found, path, name + "/" + Path.GetRelativePath(target, path).Replace('\\', '/'));
        }

        return found;
    }

    private void Take(List<DeliveryFile> found, string path, string name)
    {
        if (AafFileName.Parse(Path.GetFileName(path)) is not { } parsed)
        {
            Notices.Add(ImportRemark.Of("NameOfNoExport", name));
        }
        else if (!profiles.KnowsToken(parsed.Entity))
        {
            Notices.Add(ImportRemark.Of("NameOfNoEntity", name, parsed.Entity));
        }
        else
        {
            found.Add(new(path, name, parsed));
        }
    }

    private Delivery Describe(
        string place, ExportKind kind, DateOnly? nameDate, List<DeliveryFile> files, string? academie, Degree? degree, CancellationToken cancellationToken)
    {
        var facts = new DeliveryFacts();
        ImportRemark? refusal = null;
        try
        {
            facts.StateAcademie(academie, ImportRemark.Of("SaidByCommand"));
            facts.StateDegree(degree, ImportRemark.Of("SaidByCommand"));
            facts.StateDate(nameDate, ImportRemark.Of("SaidByFileName"));
            facts.StateDegree(DegreeOf(files[0]), ImportRemark.Of("SaidByName"));
            ChunkNumbers.Check(files.Select(file => file.Parsed));
            files = Survey(files, facts, cancellationToken);
            StateFolders(facts, files[0]);
        }
        catch (DeliveryRefusedException error)
        {
            refusal = error.Remark;
        }

        refusal ??= facts.Academie is null ? ImportRemark.Of("WithoutAcademie") : null;
        refusal ??= facts.Degree is null ? ImportRemark.Of("WithoutDegree") : null;
        if (facts.Date is null)
        {
            Notices.Add(ImportRemark.Of("WithoutDate", place.Length > 0 ? place : files[0].Name));
        }

        return new()
        {
            Place = place,
            Academie = facts.Academie ?? "00",
            Degree = facts.Degree ?? Degree.Second,
            Kind = kind,
            Date = facts.Date ?? today,
            Profile = profiles.For(facts.Degree ?? Degree.Second, files[0].Name),
            Files = files,
            Refusal = refusal,
        };
    }

    private List<DeliveryFile> Survey(List<DeliveryFile> files, DeliveryFacts facts, CancellationToken cancellationToken)
    {
        var surveyed = new List<DeliveryFile>(files.Count);
        foreach (var file in files)
        {
            try
            {
                surveyed.Add(Survey(file, facts, cancellationToken));
            }
            catch (DeliveryRefusedException error)
            {
                throw new DeliveryRefusedException(error.Remark with { File = file.Name }, error);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw new DeliveryRefusedException(ImportRemark.Of("FileUnreadable", error.Message) with { File = file.Name }, error);
            }
        }

        return surveyed;
    }

    private DeliveryFile Survey(DeliveryFile file, DeliveryFacts facts, CancellationToken cancellationToken)
    {
        if (PlainFiles.TellsNoLength(file.Path))
        {
            throw new DeliveryRefusedException(ImportRemark.Of("FileEmpty"));
        }

        using (var stream = File.OpenRead(file.Path))
        {
            file = file with { Survey = FileSurvey.Of(stream, cancellationToken) };
        }

        if (file.Survey.DeclarationLies)
        {
            Notices.Add(ImportRemark.Of("FileDeclaresOther", file.Name, file.Survey.DeclaredEncoding!, file.Survey.Encoding.WebName));
        }

        using var reader = file.Open();
        var record = new AafRecord();
        var hasRecord = reader.Read(record);
        facts.State(reader.Header, file.Name);
        if (hasRecord)
        {
            facts.Deduce(record, profiles);
        }

        return file;
    }

    /// <summary>A folder named after an académie must agree when it says so in words (ac13); bare digits only fill a gap.</summary>
    private static void StateFolders(DeliveryFacts facts, DeliveryFile file)
    {
        foreach (var folder in Segments(file).Reverse())
        {
            if (AafFileName.AcademieIn(folder) is { } code && (facts.Academie is null || !char.IsAsciiDigit(folder[0])))
            {
                facts.StateAcademie(code, ImportRemark.Of("SaidByFolder", folder));
            }
        }
    }
}
