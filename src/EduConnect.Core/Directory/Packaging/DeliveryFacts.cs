using EduConnect.Core.Directory.Profiles;
using EduConnect.Core.Directory.Reading;
using EduConnect.Core.Schools;

namespace EduConnect.Core.Directory.Packaging;

/// <summary>
/// Académie, degree and date of a set of files, from everything that states them: option, headers, file names, folders, and for want of those the records.
/// Two statements that disagree are a reason to refuse.
/// </summary>
internal sealed class DeliveryFacts
{
    private readonly Dictionary<string, string> _stated = new(StringComparer.Ordinal);

    public string? Academie { get; private set; }

    public Degree? Degree { get; private set; }

    public DateOnly? Date { get; private set; }

    /// <exception cref="DeliveryRefusedException">It disagrees with what was stated before.</exception>
    public void StateAcademie(string? academie, string by)
    {
        Agree("academie", academie, by);
        Academie ??= academie;
    }

    /// <inheritdoc cref="StateAcademie"/>
    public void StateDegree(Degree? degree, string by)
    {
        Agree("degree", degree is { } value ? DegreeCode.Write(value) : null, by);
        Degree ??= degree;
    }

    /// <inheritdoc cref="StateAcademie"/>
    public void StateDate(DateOnly? date, string by)
    {
        Agree("date", date?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), by);
        Date ??= date;
    }

    public void State(AafHeader header, string file)
    {
        StateAcademie(header.Academie, "the header of " + file);
        StateDegree(header.Degree, "the header of " + file);
        StateDate(header.Date, "the header of " + file);
    }

    /// <summary>Looks into the first record of a file for what nothing else told.</summary>
    public void Deduce(AafRecord record, MappingProfiles profiles)
    {
        if (Academie is null)
        {
            var code = record.Values.FirstOrDefault(pair => pair.Key == "ENTServAcCodeAcademie").Value;
            StateAcademie(AcademieCode.Parse(code), "the school records");
        }

        Degree ??= profiles.DegreeOf(record);
    }

    private void Agree(string what, string? value, string by)
    {
        if (value is null)
        {
            return;
        }

        if (!_stated.TryGetValue(what, out var before))
        {
            _stated[what] = $"{value} ({by})";
        }
        else if (!before.StartsWith(value + " (", StringComparison.Ordinal))
        {
            throw new DeliveryRefusedException($"its {what} is not sure: {before}, but {value} ({by})");
        }
    }
}
