using EduConnect.Core.Schools;

namespace EduConnect.Core.Directory.Profiles;

/// <summary>The known profiles: those shipped, replaced or joined by the <c>*.json</c> files of an operator's folder.</summary>
public sealed class MappingProfiles
{
    private const string Embedded = "EduConnect.Directory.Profiles.";
    private readonly Dictionary<string, MappingProfile> _byName = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="folder">Folder of an operator's own profiles; null or missing when there is none.</param>
    /// <exception cref="InvalidDataException">A profile is wrong or extends one that does not exist.</exception>
    public MappingProfiles(string? folder = null)
    {
        var files = new Dictionary<string, ProfileFile>(StringComparer.OrdinalIgnoreCase);
        foreach (var stream in Streams(folder))
        {
            using (stream)
            {
                var file = ProfileFile.Read(stream);
                files[file.Name] = file;
            }
        }

        foreach (var file in files.Values)
        {
            _byName[file.Name] = new MappingProfile(Complete(file, files, 0));
        }
    }

    /// <summary>The profile for a file prefix or folder: the one it names, otherwise that of ÉduConnect for the degree.</summary>
    public MappingProfile For(Degree degree, string hint)
    {
        var named = _byName.Values.Where(profile => profile.Degree == degree && hint.Contains(profile.Name, StringComparison.OrdinalIgnoreCase));
        return named.MaxBy(profile => profile.Name.Length) ?? _byName["EDUCONNECT" + DegreeCode.Write(degree)];
    }

    /// <summary>True when some profile knows the file token.</summary>
    public bool KnowsToken(string token) => _byName.Values.Any(profile => profile.EntityOfFile(token) is not null);

    /// <summary>The degree whose shipped profile alone knows an attribute of the record; null when none tells.</summary>
    public Degree? DegreeOf(Reading.AafRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var first = record.Values.Count(pair => _byName["EDUCONNECT1D"].Knows(pair.Key));
        var second = record.Values.Count(pair => _byName["EDUCONNECT2D"].Knows(pair.Key));
        var hasOwn = record.Values.Any(pair => _byName["EDUCONNECT1D"].Knows(pair.Key) != _byName["EDUCONNECT2D"].Knows(pair.Key));
        return !hasOwn || first == second ? null : first > second ? Degree.First : Degree.Second;
    }

    private static IEnumerable<Stream> Streams(string? folder)
    {
        var assembly = typeof(MappingProfiles).Assembly;
        var shipped = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Embedded, StringComparison.Ordinal))
            .Select(name => assembly.GetManifestResourceStream(name)!);
        var own = folder is not null && System.IO.Directory.Exists(folder)
            ? System.IO.Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(File.OpenRead)
            : [];
        return shipped.Concat(own);
    }

    private static ProfileFile Complete(ProfileFile file, Dictionary<string, ProfileFile> files, int depth)
    {
        if (file.Extends is null)
        {
            return file;
        }

        return files.TryGetValue(file.Extends, out var parent) && depth < 8
            ? file.Over(Complete(parent, files, depth + 1))
            : throw new InvalidDataException($"profile {file.Name} extends {file.Extends}, which does not exist");
    }
}
