//! The arc-hybrid transition system: a stack, a buffer whose last element is the root, and three moves.
//!
//! *Shift* moves the buffer's first word to the stack; *left* makes the stack's top a child of the buffer's first
//! word; *right* makes it a child of the word below it. The root takes its one child only when nothing else is left,
//! so that every sequence of legal moves ends in a tree with one root.

use demarche_core::Deprel;

/// The relations of a model: the classes of the parser are *shift*, then left and right with each relation.
#[derive(Debug, Clone)]
pub(crate) struct Labels {
    rels: Vec<Deprel>,
    bits: Vec<u16>,
    root: u8,
}

/// A move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Action {
    Shift,
    Left(u8),
    Right(u8),
}

impl Labels {
    /// At most 127 relations, among them the root's.
    pub(crate) fn new(rels: Vec<Deprel>) -> Option<Self> {
        let root = rels.iter().position(|&rel| rel == Deprel::Root)? as u8;
        let bits = rels.iter().map(|&rel| bit(rel)).collect();
        (rels.len() <= 127).then_some(Self { rels, bits, root })
    }

    /// A move's class: first *shift*, then *left* with every relation, then *right* with every relation.
    pub(crate) fn class(&self, action: Action) -> u8 {
        match action {
            Action::Shift => 0,
            Action::Left(label) => 1 + label,
            Action::Right(label) => 1 + self.rels.len() as u8 + label,
        }
    }

    /// The move of a class.
    pub(crate) fn action(&self, class: u8) -> Action {
        let labels = self.rels.len() as u8;
        match class {
            0 => Action::Shift,
            _ if class <= labels => Action::Left(class - 1),
            _ => Action::Right(class - 1 - labels),
        }
    }

    /// The classes of the moves that are allowed: a range, and a class in it that is not. The root's relation is only
    /// for the root.
    pub(crate) fn classes_of(&self, legal: Legal) -> [(std::ops::Range<u8>, u8); 3] {
        let labels = self.rels.len() as u8;
        let (left, right) = (1..1 + labels, 1 + labels..1 + 2 * labels);
        let root = left.start + self.root;
        let range = |allowed: bool, range: std::ops::Range<u8>| if allowed { range } else { 0..0 };
        let lefts = if legal.root { (root..root + 1, 0) } else { (range(legal.left, left), root) };
        [
            (range(legal.shift, 0..1), u8::MAX),
            lefts,
            (range(legal.right, right.clone()), right.start + self.root),
        ]
    }

    /// How many classes the parser has.
    pub(crate) fn classes(&self) -> usize {
        1 + 2 * self.rels.len()
    }

    /// The label of a relation.
    pub(crate) fn label(&self, rel: Deprel) -> Option<u8> {
        self.rels.iter().position(|&r| r == rel).map(|label| label as u8)
    }

    /// The relation of a label.
    pub(crate) fn rel(&self, label: u8) -> Deprel {
        self.rels.get(usize::from(label)).copied().unwrap_or(Deprel::Dep)
    }

    /// The root's label.
    pub(crate) fn root(&self) -> u8 {
        self.root
    }

    fn bit(&self, label: u8) -> u16 {
        self.bits.get(usize::from(label)).copied().unwrap_or(0)
    }
}

/// Kinds of relation that tell whether a head still lacks something.
fn bit(rel: Deprel) -> u16 {
    use Deprel as D;
    let kind = match rel {
        D::Nsubj | D::NsubjPass | D::NsubjOuter | D::Csubj | D::CsubjPass | D::CsubjOuter | D::Expl => 0,
        D::Obj | D::Ccomp => 1,
        D::Iobj | D::Xcomp => 2,
        D::Case => 3,
        D::Mark => 4,
        D::Cop => 5,
        D::Aux => 6,
        D::AuxPass => 7,
        D::Det | D::NmodPoss | D::Nummod => 8,
        D::Cc | D::CcPreconj => 9,
        D::Conj => 10,
        D::Obl | D::OblAgent | D::OblUnmarked => 11,
        D::Nmod | D::NmodUnmarked | D::NmodDesc | D::Acl | D::AclRelcl | D::Appos => 12,
        D::Flat | D::Compound | D::Amod => 13,
        D::Advcl | D::AdvclRelcl | D::Advmod => 14,
        _ => return 0,
    };
    1 << kind
}

/// No word.
pub(crate) const NONE: u16 = u16::MAX;

/// A child of a node.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Child {
    pub(crate) token: u16,
    pub(crate) label: u8,
}

/// No child.
pub(crate) const CHILDLESS: Child = Child { token: NONE, label: u8::MAX };

/// A word on the stack or at the front of the buffer, with the children it has so far.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Node {
    pub(crate) token: u16,
    /// The outermost and the second outermost child on the left.
    pub(crate) left: [Child; 2],
    /// The outermost and the second outermost child on the right.
    pub(crate) right: [Child; 2],
    /// How many children there are on the left and on the right.
    pub(crate) valency: [u8; 2],
    /// Kinds of the children's relations.
    pub(crate) seen: u16,
    /// The number of nodes on the stack up to and with this one.
    pub(crate) depth: u16,
    /// Where the node below lies.
    pub(crate) below: u32,
}

impl Node {
    /// A word without children.
    fn new(token: u16) -> Self {
        Self {
            token,
            left: [CHILDLESS; 2],
            right: [CHILDLESS; 2],
            valency: [0; 2],
            seen: 0,
            depth: 0,
            below: 0,
        }
    }
}

/// Where the parser stands: places among the sentence's nodes, which never change, so that states share them.
///
/// The first node is the bottom of every stack; then follow all words without children and the root, as they come to
/// the front of the buffer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct State {
    /// The top of the stack.
    pub(crate) top: u32,
    /// The front of the buffer.
    pub(crate) front: u32,
}

impl State {
    /// The start of a sentence of `length` words; replaces `nodes`.
    pub(crate) fn start(nodes: &mut Vec<Node>, length: usize) -> Self {
        nodes.clear();
        nodes.push(Node::new(NONE));
        nodes.extend((0..=length as u16).map(Node::new));
        Self { top: 0, front: 1 }
    }

    /// The stack's third, second and top node.
    #[inline]
    pub(crate) fn stack(self, nodes: &[Node]) -> [usize; 3] {
        let top = self.top as usize;
        let second = nodes[top].below as usize;
        [nodes[second].below as usize, second, top]
    }

    /// What a sentence of `length` words allows.
    pub(crate) fn legal(self, nodes: &[Node], length: usize) -> Legal {
        let depth = nodes[self.top as usize].depth;
        let ended = usize::from(nodes[self.front as usize].token) >= length;
        Legal { shift: !ended, left: depth > 0 && !ended, right: depth > 1, root: depth == 1 && ended }
    }

    /// The state after a move, which must be legal.
    pub(crate) fn after(self, nodes: &mut Vec<Node>, action: Action, labels: &Labels) -> State {
        let (top, front) = (nodes[self.top as usize], nodes[self.front as usize]);
        let place = nodes.len() as u32;
        match action {
            Action::Shift => {
                nodes.push(Node { depth: top.depth + 1, below: self.top, ..front });
                State { top: place, front: u32::from(front.token) + 2 }
            }
            Action::Left(label) => {
                nodes.push(Node {
                    left: [Child { token: top.token, label }, front.left[0]],
                    valency: [front.valency[0].saturating_add(1), 0],
                    seen: front.seen | labels.bit(label),
                    ..front
                });
                State { top: top.below, front: place }
            }
            Action::Right(label) => {
                let head = nodes[top.below as usize];
                nodes.push(Node {
                    right: [Child { token: top.token, label }, head.right[0]],
                    valency: [head.valency[0], head.valency[1].saturating_add(1)],
                    seen: head.seen | labels.bit(label),
                    ..head
                });
                State { top: place, front: self.front }
            }
        }
    }
}

/// Which moves a state allows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Legal {
    pub(crate) shift: bool,
    pub(crate) left: bool,
    pub(crate) right: bool,
    /// Attaching the last word to the root.
    pub(crate) root: bool,
}
