using EduConnect.Core.Schools.Addresses;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace EduConnect.Web.Administration;

/// <summary>One address of Paramètres: what its form sends, and what is kept.</summary>
internal sealed class AddressInput
{
    /// <summary>As typed.</summary>
    public string? Text { get; set; }

    /// <summary>The switch.</summary>
    public bool IsOn { get; set; }

    /// <summary>Whose letters.</summary>
    [BindNever]
    public AddressedPeople People { get; set; }

    /// <summary>What is kept; null for none.</summary>
    [BindNever]
    public SchoolAddress? Saved { get; set; }

    /// <summary>Whether modifying is refused now.</summary>
    [BindNever]
    public bool IsReadOnly { get; set; }
}
