namespace EduConnect.Core.Schools;

/// <summary>Which half of schooling a school or a source belongs to.</summary>
public enum Degree
{
    /// <summary>Primary (écoles), fed by ONDE.</summary>
    First = 1,

    /// <summary>Secondary (collèges, lycées), fed by SIECLE.</summary>
    Second = 2,
}
