namespace EduConnect.Core.SignIn;

/// <summary>What somebody typed as a username.</summary>
public static class TypedUsername
{
    /// <summary>Longest username worth looking up.</summary>
    public const int MaxLength = 200;

    /// <summary>Lower case, without surrounding blanks (domain 3.2); an empty text for what cannot be a username.</summary>
    public static string Normalize(string? typed)
    {
        var trimmed = typed?.Trim() ?? string.Empty;
        return trimmed.Length is 0 or > MaxLength || trimmed.Any(char.IsControl) || trimmed.Any(char.IsSurrogate) ? string.Empty : trimmed.ToLowerInvariant();
    }
}
