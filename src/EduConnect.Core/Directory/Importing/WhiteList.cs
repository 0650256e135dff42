using EduConnect.Core.Directory.Sources;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Directory.Importing;

/// <summary>
/// Which schools of a source are accepted (domain 2.2): those of its white list; without one, every school of the 2nd degree and the public ones of the 1st.
/// </summary>
internal sealed class WhiteList(Degree degree, IEnumerable<string> uais)
{
    private readonly HashSet<string> _uais = new(uais, StringComparer.Ordinal);

    public IReadOnlyCollection<string> Uais => _uais;

    public bool Accepts(string uai, bool isPrivate) => _uais.Count > 0 ? _uais.Contains(uai) : degree == Degree.Second || !isPrivate;

    /// <summary>Reads a file of one UAI a line; empty lines and lines that start with # do not count.</summary>
    /// <exception cref="DeliveryRefusedException">It cannot be read, or a line is not a UAI.</exception>
    public static IReadOnlyList<string> Read(string path)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DeliveryRefusedException(ImportRemark.Of("WhiteListUnreadable", error.Message), error);
        }

        return [.. lines.Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#').Select(Parse).Distinct(StringComparer.Ordinal)];
    }

    public static async Task<WhiteList> LoadAsync(MainDb db, string academie, Degree degree, CancellationToken cancellationToken) =>
        new(degree, await db.Set<WhiteListEntry>().Where(entry => entry.Academie == academie && entry.Degree == degree).Select(entry => entry.Uai).ToListAsync(cancellationToken));

    /// <summary>Replaces the stored list of one académie and degree.</summary>
    public static async Task ReplaceAsync(MainDb db, string academie, Degree degree, IEnumerable<string> uais, CancellationToken cancellationToken)
    {
        await db.Set<WhiteListEntry>().Where(entry => entry.Academie == academie && entry.Degree == degree).ExecuteDeleteAsync(cancellationToken);
        db.AddRange(uais.Select(uai => new WhiteListEntry { Academie = academie, Degree = degree, Uai = uai }));
        await db.SaveChangesAsync(cancellationToken);
        db.ChangeTracker.Clear();
    }

    private static string Parse(string line) =>
        Uai.Parse(line) ?? throw new DeliveryRefusedException(ImportRemark.Of("WhiteListLine", line.Length > 20 ? line[..20] : line));
}
