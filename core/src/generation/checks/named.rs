//! Names of quantities and figures, and the words beside them that change nothing.

use super::units::Dimension;

/// A quantity a question may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Quantity {
    Area,
    Surface,
    Perimeter,
    Side,
    Length,
    Width,
    Height,
    Base,
    Leg,
    Hypotenuse,
    Radius,
    Diameter,
    Diagonal,
    Midline,
    Edge,
    Volume,
    Angle,
    AngleSum,
    Speed,
    Time,
    Distance,
    Mass,
    Density,
    Acceleration,
    Force,
    Pressure,
    Work,
    Power,
    Voltage,
    Current,
    Resistance,
    Charge,
    Kinetic,
    Potential,
    Momentum,
    Heat,
    HeatCapacity,
    SpecificHeat,
    Temperature,
    Stiffness,
    Frequency,
    Wavelength,
}

use Quantity::{
    Acceleration, Angle, Area, Base, Charge, Current, Density, Diagonal, Diameter, Distance, Edge, Force, Frequency,
    Heat, HeatCapacity, Height, Hypotenuse, Kinetic, Leg, Length, Mass, Momentum, Perimeter, Potential, Power,
    Pressure, Radius, Resistance, Side, SpecificHeat, Speed, Stiffness, Surface, Temperature, Time, Voltage, Volume,
    Width, Work,
};

/// What the quantities are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Figure {
    Square,
    Rectangle,
    Triangle,
    RightTriangle,
    EquilateralTriangle,
    Parallelogram,
    Rhombus,
    Trapezoid,
    Circle,
    Cylinder,
    Cone,
    Sphere,
    Cube,
    Cuboid,
    AdjacentAngles,
    VerticalAngles,
    Polygon(u32),
}

impl Figure {
    /// Whether its measures have a π in them.
    pub(super) const fn is_round(self) -> bool {
        matches!(self, Self::Circle | Self::Cylinder | Self::Cone | Self::Sphere)
    }
}

const QUANTITIES: &[(&str, Quantity)] = &[
    ("площад area", Area),
    ("периметр perimeter", Perimeter),
    ("сторон side", Side),
    ("длин length long", Length),
    ("ширин width wide", Width),
    ("высот глубин height", Height),
    ("основани base", Base),
    ("катет leg", Leg),
    ("гипотенуз hypotenuse", Hypotenuse),
    ("радиус radius", Radius),
    ("диаметр diameter", Diameter),
    ("диагонал diagonal", Diagonal),
    ("ребр измерени edge", Edge),
    ("объем volume", Volume),
    ("угл угол angle", Angle),
    ("скорост speed", Speed),
    ("врем time", Time),
    ("расстояни путь пути distance", Distance),
    ("масс mass", Mass),
    ("плотност density", Density),
    ("ускорени acceleration", Acceleration),
    ("сил force", Force),
    ("давлени pressure", Pressure),
    ("работ work", Work),
    ("мощност power", Power),
    ("напряжени voltage", Voltage),
    ("сопротивлени resistance", Resistance),
    ("заряд charge", Charge),
    ("кинетическ kinetic", Kinetic),
    ("потенциальн", Potential),
    ("импульс momentum", Momentum),
    ("теплоемкост", HeatCapacity),
    ("теплот", Heat),
    ("жесткост", Stiffness),
    ("частот frequency", Frequency),
];

const FIGURES: &[(&str, Figure)] = &[
    ("прямоугольник rectang", Figure::Rectangle),
    ("треугольник triang", Figure::Triangle),
    ("параллелограмм parallelogram", Figure::Parallelogram),
    ("ромб rhomb", Figure::Rhombus),
    ("трапеци trapez", Figure::Trapezoid),
    ("окружност круг circle", Figure::Circle),
    ("цилиндр cylinder", Figure::Cylinder),
    ("конус cone", Figure::Cone),
    ("шар sphere", Figure::Sphere),
    ("параллелепипед cuboid", Figure::Cuboid),
    ("смежн adjacent", Figure::AdjacentAngles),
    ("вертикальн", Figure::VerticalAngles),
    ("четырехугольник", Figure::Polygon(4)),
    ("пятиугольник pentagon", Figure::Polygon(5)),
    ("шестиугольник hexagon", Figure::Polygon(6)),
    ("семиугольник", Figure::Polygon(7)),
    ("восьмиугольник octagon", Figure::Polygon(8)),
    ("десятиугольник", Figure::Polygon(10)),
];

/// Words that say which of several quantities is meant; a star stands for any ending.
pub(super) const OTHER: &str = "друг* втор* третий третья третьего неизвестн* other third second missing";

/// Words that change nothing: of one mover on an even way, of a body, of a circuit, of a plot.
pub(super) const PLAIN: &str = "котор* имеет имеют один одна одно одного одной перв* составля* выпукл* проведен* ней нему \
    этой той два две двух за своем своего this has have whose each one two his her their at in for же мера меру меры \
    градусная градусную он она оно поезд* автобус* автомоб* машин* велосипедист* пешеход* турист* лыжник* мотоцикл* \
    катер* теплоход* самолет* вертолет* грузовик* всадник* бегун* спортсмен* улитк* черепах* ехал* проеха* шел шла \
    прош* пройд* идет двига* движ* лете* пролет* плы* проплы* бежал* бежит пробе* преодол* равномерн* постоянн* \
    одинаков* train bus car cyclist bike plane runner hiker he she travel* drive* drove ride* rode walk* run runs ran \
    covers goes went constant тело тела телу брус* вещест* проводник* резистор* участк* участок цепи действ* \
    протека* концах электрическ* огород* комнат* сад сада поле поля лист листа площадк* двор* парк* объект* \
    а но же этого этой этот эта эти при под над через около вся всю все всего всей весь него нее ней своей \
    лампы лампа лампе лампу лампочк* утюг* чайник* плитк* спирал* нагревател* двигател* мотор* батаре* источник* провод* \
    прибор* электроприбор* груз* ящик* мяч* камень камня камнем камень брусок бруск* тележк* вагон* лодк* корабл* \
    ракет* трактор* трамва* мальчик* девочк* школьник* ученик* человек* рабоч* конькобеж* собак* лошад* птиц* рыб* \
    воды вода воде воду керосин* ртут* масл* молок* бензин* нефт* льда лед льду железн* стальн* медн* алюминиев* \
    свинцов* деревянн* стеклянн* чугунн* латунн* золот* кусок куска кубик* детал* слиток слитка сосуд* бак бака баке \
    аквариум* бассейн* пол пола полу стена стены стену потолок потолка окно окна ковер ковра картин* рамк* скатерт* ленты \
    лента экран* стол стола стола столешниц* дорог* шоссе трасс* маршрут* лыжн* города город городами деревн* пункт* станци* \
    находится находящ* имеющ* обладает обладающ* равномерно прямолинейн* движущ* двигавш* двигал* едет ехавш* летящ* \
    плывущ* бегущ* идущ* проезжа* пробега* проплыва* пролета* сообща* придает действующ* приложенн* поднят* поднима* \
    подняли включен* подключен* течет протекающ* горит работает работал* работающ* нагре* охлажд* плавлени* сгорани* \
    расплав* выдел* потребу* понадоб* необходим* нужно израсход* расходу* расходует соверша* соверш* модул* тяжест* упругост* \
    архимед* выталкива* полностью погружен* поверхност* удельн* количеств* распространени* волны волна волн звук* земл* \
    столб* пружин* растян* сжат* удлинен* деленн* разделенн* поделенн* g c ρ m v t h s f p полезн* забор* участк* грядк* клумб* дач* площадка класса";

/// Stems that may change what is asked: another way of moving, a part, a second step. Any other word is a thing.
pub(super) const DECISIVE: &str = "средн обратн течени течён ветр ветер против вдогон догон догна обогна обгон опереж опозда раньше позже остан отдых \
    стоян стоял привал половин треть трети четверт част доля доли долю процент кпд коэффициент потер тормо разгон разогна ускоря \
    замедл падени пада паден упал упад брош броса бросил вертикальн свободн наклон трени горизонтальн увелич уменьш измен возраст \
    убыва сниз повыс отношен пропорц смеш добав долил вылил налил остал кажд вместе вдвое втрое удво утро вписан описан подъем спуск \
    вверх вниз выстрел столкн удар сцеп неподвижн начальн конечн максимальн минимальн наибольш наименьш колес оборот вращ мост \
    туннел тоннел мимо эскалатор кипени кипят кипяч испар плавит противоположн разн раза раз момент суммарн совместн вырез отрез \
    согну разрез состав внутр вокруг рамк дорожк медиан биссектр равнобедр внешн подобн симметр сектор дуг хорд касат если после \
    затем потом сначала дважды ещё еще ног подошв ножк ботинк больше меньше быстрее медленнее тяжелее легче длиннее короче плит краск рулон обо \
    average return upstream downstream current wind half third quarter percent each then before more less faster slower initial brak \
    accelerat fall drop throw thrown up down decelerat stops rest frictio inclin per efficien";

/// What is said of a quantity compared with one before.
pub(super) const RELATIONS: &[(&str, bool)] = &[
    ("больше", true),
    ("длиннее", true),
    ("шире", true),
    ("выше", true),
    ("меньше", false),
    ("короче", false),
    ("уже", false),
    ("ниже", false),
];

pub(super) fn one_of(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|known| known.strip_suffix('*').map_or(word == known, |stem| word.starts_with(stem)))
}

pub(super) fn quantity_named(word: &str) -> Option<Quantity> {
    // «ток» is short, and «стоит» no side.
    if matches!(word, "ток" | "тока" | "току" | "током" | "current") {
        return Some(Current);
    }
    if matches!(word, "вес" | "веса" | "весу" | "весом" | "weight") {
        return Some(Force);
    }
    let named = |stems: &str| stems.split(' ').any(|stem| word.starts_with(stem));
    QUANTITIES.iter().find(|(stems, _)| named(stems)).map(|(_, quantity)| *quantity)
}

pub(super) fn figure_named(word: &str) -> Option<Figure> {
    let named = |stems: &str| stems.split(' ').any(|stem| word.starts_with(stem));
    match word {
        "куб" | "куба" | "кубу" | "кубе" | "кубом" | "cube" => Some(Figure::Cube),
        "square" | "квадрат" | "квадрата" | "квадрате" | "квадрату" => {
            Some(Figure::Square)
        }
        _ => FIGURES.iter().find(|(stems, _)| named(stems)).map(|(_, figure)| *figure),
    }
}

/// The dimension of a quantity; its linear one for figures.
pub(super) const fn dimension(quantity: Quantity) -> Dimension {
    match quantity {
        Area | Surface => Dimension::Area,
        Volume => Dimension::Volume,
        Angle | Quantity::AngleSum => Dimension::Angle,
        Speed => Dimension::Speed,
        Time => Dimension::Time,
        Mass => Dimension::Mass,
        Density => Dimension::Density,
        Acceleration => Dimension::Acceleration,
        Force => Dimension::Force,
        Pressure => Dimension::Pressure,
        Work | Kinetic | Potential | Heat => Dimension::Energy,
        Power => Dimension::Power,
        Voltage => Dimension::Voltage,
        Current => Dimension::Current,
        Resistance => Dimension::Resistance,
        Charge => Dimension::Charge,
        Momentum => Dimension::Momentum,
        HeatCapacity => Dimension::HeatCapacity,
        SpecificHeat => Dimension::SpecificEnergy,
        Temperature => Dimension::Temperature,
        Stiffness => Dimension::Stiffness,
        Frequency => Dimension::Frequency,
        _ => Dimension::Length,
    }
}

/// The quantity a unit alone tells, where no figure is spoken of.
pub(super) const fn told_by(dimension: Dimension) -> Option<Quantity> {
    Some(match dimension {
        Dimension::Length => Distance,
        Dimension::Time => Time,
        Dimension::Speed => Speed,
        Dimension::Mass => Mass,
        Dimension::Volume => Volume,
        Dimension::Density => Density,
        Dimension::Acceleration => Acceleration,
        Dimension::Force => Force,
        Dimension::Pressure => Pressure,
        Dimension::Energy => Work,
        Dimension::Power => Power,
        Dimension::Voltage => Voltage,
        Dimension::Current => Current,
        Dimension::Resistance => Resistance,
        Dimension::Charge => Charge,
        Dimension::Area => Area,
        Dimension::Momentum => Momentum,
        Dimension::HeatCapacity => HeatCapacity,
        Dimension::SpecificEnergy => SpecificHeat,
        Dimension::Temperature => Temperature,
        Dimension::Stiffness => Stiffness,
        Dimension::Frequency => Frequency,
        _ => return None,
    })
}
