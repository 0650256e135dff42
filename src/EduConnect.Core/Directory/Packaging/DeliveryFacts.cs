using EduConnect.Core.Directory.Importing;
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
    private readonly Dictionary<string, (string Value, ImportRemark By)> _stated = new(StringComparer.Ordinal);

    public string? Academie { get; private set; }

    public Degree? Degree { get; private set; }

    public DateOnly? Date { get; private set; }

    /// <exception cref="DeliveryRefusedException">It disagrees with what was stated before.</exception>
    public void StateAcademie(string? academie, ImportRemark by)
    {
        Agree("AcademieDiffers", academie, by);
        Academie ??= academie;
    }

    /// <inheritdoc cref="StateAcademie"/>
    public void StateDegree(Degree? degree, ImportRemark by)
    {
        Agree("DegreeDiffers", degree is { } value ? DegreeCode.Write(value) : null, by);
        Degree ??= degree;
    }

    /// <inheritdoc cref="StateAcademie"/>
    public void StateDate(DateOnly? date, ImportRemark by)
    {
        Agree("DateDiffers", date?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), by);
        Date ??= date;
    }

    public void State(AafHeader header, string file)
    {
        var by = ImportRemark.Of("SaidByHeader", file);
        StateAcademie(header.Academie, by);
        StateDegree(header.Degree, by);
        StateDate(header.Date, by);
    }

    /// <summary>Looks into the first record of a file for what nothing else told.</summary>
    public void Deduce(AafRecord record, MappingProfiles profiles)
    {
        if (Academie is null)
        {
            var code = record.Values.FirstOrDefault(pair => pair.Key == "ENTServAcCodeAcademie").Value;
            StateAcademie(AcademieCode.Parse(code), ImportRemark.Of("SaidBySchools"));
        }

        Degree ??= profiles.DegreeOf(record);
    }

    private void Agree(string otherwise, string? value, ImportRemark by)
    {
        if (value is null)
        {
            return;
        }

        if (!_stated.TryGetValue(otherwise, out var before))
        {
            _stated[otherwise] = (value, by);
        }
        else if (before.Value != value)
        {
            throw new DeliveryRefusedException(ImportRemark.Of(otherwise, before.Value, value) with { Parts = [before.By, by] });
        }
    }
}
