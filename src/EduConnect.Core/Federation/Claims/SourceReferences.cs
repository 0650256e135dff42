namespace EduConnect.Core.Federation.Claims;

/// <summary><c>FrEduCtRefId</c>: <c>{AAF}académie|degree|key</c>, one value per source record (federation.md a.4).</summary>
public static class SourceReferences
{
    /// <summary>The references of a person.</summary>
    public static IReadOnlyList<string> Of(Person person) =>
        [.. person.Records.Select(record => $"{{AAF}}{record.Academie}|{record.Degree}|{record.Key}").Distinct(StringComparer.Ordinal)];
}
